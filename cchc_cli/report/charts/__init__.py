"""Charts as SVG, made by hand: fluid in width, text never scaled, readable in black and white."""
