"use strict";
(() => {
  const form = document.getElementById("loc");
  const table = document.getElementById("viec");
  const status = document.getElementById("dem");
  const heads = [...table.querySelectorAll("th[data-sort]")];
  const keys = heads.map((head) => head.dataset.sort);
  const names = ["q", "section", "unit", "state", "sort"];
  const vietnamese = new Intl.Collator("vi", { numeric: true });
  const columns = { task: 1, product: 2, lead: 3, support: 4 };

  const fold = (text) =>
    text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d").replace(/\s+/g, " ").trim();

  const bodies = [...table.tBodies];
  const rows = bodies.flatMap((body) =>
    [...body.querySelectorAll(".row")].map((element) => ({
      element,
      body,
      outside: body.classList.contains("outside"),
      section: element.dataset.section,
      units: element.dataset.units.split(" "),
      states: element.dataset.states.split(" "),
      text: null,
    }))
  );
  rows.forEach((row, place) => { row.place = place; });
  // Rows in another order than the plan's stand here, above those led from outside.
  const sorted = document.createElement("tbody");
  table.insertBefore(sorted, bodies.find((body) => body.classList.contains("outside")) || null);

  const textOf = (row) => {
    if (row.text === null) row.text = fold([...row.element.cells].map((cell) => cell.textContent).join(" | "));
    return row.text;
  };

  const isIn = (row, section) => row.section === section || row.section.startsWith(section + ".");

  function chosen(asked) {
    const kept = rows.filter(
      (row) =>
        (!asked.section || isIn(row, asked.section)) &&
        (!asked.unit || row.units.includes(asked.unit)) &&
        (!asked.state || row.states.includes(asked.state))
    );
    const phrase = fold(asked.q);
    if (!phrase) return [kept, ""];
    const exact = kept.filter((row) => textOf(row).includes(phrase));
    const words = phrase.split(" ");
    if (exact.length || words.length < 2) return [exact, ""];
    const loose = kept.filter((row) => words.every((word) => textOf(row).includes(word)));
    return [loose, loose.length ? " Không có mục nào chứa cả cụm từ; đây là các mục có đủ các từ." : ""];
  }

  const keyOf = (row, key) => {
    if (key in columns) return row.element.cells[columns[key]].textContent.trim();
    return key === "state" ? row.element.dataset.rank.padStart(3, "0") : row.element.dataset[key];
  };

  function ordered(sort) {
    const falling = sort.startsWith("-");
    const key = falling ? sort.slice(1) : sort;
    if (key === "plan") return [...rows].reverse();
    const keyed = rows.map((row) => [keyOf(row, key), row]);
    keyed.sort(([a, one], [b, other]) => {
      // Rows with nothing in the column come last in either direction.
      if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1) || one.place - other.place;
      const order = key in columns ? vietnamese.compare(a, b) : a < b ? -1 : a > b ? 1 : 0;
      return (falling ? -order : order) || one.place - other.place;
    });
    return keyed.map(([, row]) => row);
  }

  let arrangedBy = null;
  function arrange(sort) {
    if (sort === arrangedBy) return;
    arrangedBy = sort;
    for (const row of sort ? ordered(sort) : rows) (sort && !row.outside ? sorted : row.body).append(row.element);
    for (const head of heads) {
      const key = head.dataset.sort;
      const is = (sort || "plan") === key ? "ascending" : sort === "-" + key ? "descending" : "";
      if (is) head.setAttribute("aria-sort", is);
      else head.removeAttribute("aria-sort");
    }
  }

  function show(asked) {
    arrange(asked.sort);
    const [kept, note] = chosen(asked);
    const shown = new Set(kept);
    for (const row of rows) {
      const hidden = !shown.has(row);
      if (row.element.hidden !== hidden) row.element.hidden = hidden;
    }
    const full = new Set(kept.filter((row) => row.outside || !asked.sort).map((row) => row.body));
    for (const body of bodies) body.hidden = !full.has(body);
    const outside = kept.filter((row) => row.outside).length;
    const aside = outside && kept.length < rows.length ? `, trong đó ${outside} do cơ quan ngoài chủ trì` : "";
    const said = kept.length ? `Hiện ${kept.length}/${rows.length} mục${aside}.` : "Không có mục nào phù hợp.";
    status.textContent = said + note;
  }

  const known = (name, value) => {
    if (name === "q") return value;
    if (name === "sort") return value !== "plan" && keys.includes(value.replace(/^-/, "")) ? value : "";
    return [...form.elements[name].options].some((option) => option.value === value) ? value : "";
  };

  function addressed() {
    const said = new URLSearchParams(location.hash.slice(1));
    return Object.fromEntries(names.map((name) => [name, known(name, said.get(name) || "")]));
  }

  function addressOf(asked) {
    const said = new URLSearchParams(names.filter((name) => asked[name]).map((name) => [name, asked[name]]));
    return "#" + said;
  }

  let asked = addressed();
  let typing = false;
  function ask(change, { replace = false } = {}) {
    asked = { ...asked, ...change };
    const address = addressOf(asked);
    if (address !== (location.hash || "#")) history[replace ? "replaceState" : "pushState"](null, "", address);
    show(asked);
  }

  function restore() {
    asked = addressed();
    typing = false;
    for (const name of names) form.elements[name].value = asked[name];
    show(asked);
  }

  form.addEventListener("input", ({ target }) => {
    if (target.name !== "q") return;
    ask({ q: target.value }, { replace: typing });
    typing = true;
  });
  form.addEventListener("change", ({ target }) => {
    typing = false;
    if (target.name !== "q") ask({ [target.name]: target.value });
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const name of names) form.elements[name].value = "";
    typing = false;
    ask({ q: "", section: "", unit: "", state: "", sort: "" });
    form.elements.q.focus();
  });
  window.addEventListener("popstate", restore);
  window.addEventListener("hashchange", restore);

  for (const head of heads) {
    const button = document.createElement("button");
    button.type = "button";
    head.dataset.title = head.textContent; // on paper, where buttons are not repeated from page to page
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const key = head.dataset.sort;
      const next = (asked.sort || "plan") === key ? "-" + key : asked.sort === "-" + key || key === "plan" ? "" : key;
      form.elements.sort.value = next;
      ask({ sort: next });
    });
  }
  for (const link of document.querySelectorAll("a[data-filter]")) link.href = "#state=" + link.dataset.filter;
  for (const link of document.querySelectorAll("a[data-filter]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      for (const name of names) form.elements[name].value = "";
      form.elements.state.value = link.dataset.filter;
      ask({ q: "", section: "", unit: "", state: form.elements.state.value, sort: "" });
      document.getElementById("bang").focus();
    });
  }
  window.addEventListener("beforeprint", () => {
    for (const part of document.querySelectorAll("details.print")) part.open = true;
  });
  // As cards the rows lose the meaning of a table: it is given back in words.
  table.setAttribute("role", "table");
  for (const part of [table.tHead, ...table.tBodies]) part.setAttribute("role", "rowgroup");
  for (const line of table.rows) {
    line.setAttribute("role", "row");
    for (const cell of line.cells) {
      const role = cell.tagName === "TD" ? "cell" : cell.closest("thead") ? "columnheader" : "rowheader";
      cell.setAttribute("role", role);
    }
  }
  form.hidden = false;
  restore();
})();
