@echo off
rem A window where cchc can be typed, in the folder or beside the document that is dropped on this file.
set "PATH=%~dp0;%PATH%"
if "%~1"=="" pushd "%USERPROFILE%" & goto open
if exist "%~1\" pushd "%~1" & goto open
pushd "%~dp1"
:open
chcp 65001 >nul
cmd /k cchc
