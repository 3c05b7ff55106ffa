# Dot-sourced in BeforeAll by every test file: the module under test, as it ships.
$ErrorActionPreference = 'Stop'
$ModulePath = $env:CONSULSECURITY_MODULE
if (-not $ModulePath) { $ModulePath = (Resolve-Path (Join-Path $PSScriptRoot '../../ConsulSecurity.psd1')).Path }
Import-Module $ModulePath
