<#
.SYNOPSIS
Turns the pages of help/en-US into what Get-Help reads: en-US/ConsulSecurity.dll-Help.xml and about_*.help.txt.
.EXAMPLE
./build.sh Help
#>
[CmdletBinding()]
param(
    # The folder that gets an en-US folder; the checkout by default.
    [string] $Destination = (Split-Path $PSScriptRoot)
)

$ErrorActionPreference = 'Stop'
Import-Module Microsoft.PowerShell.PlatyPS -MinimumVersion 1.0.0

# PlatyPS leaves an example's code as a markdown fence in its introduction; Get-Help wants it in an element of its own.
function Move-ExampleCode([System.Xml.XmlElement] $Example) {
    $introduction = $Example.GetElementsByTagName('maml:introduction')[0]
    $text = @($introduction.ChildNodes.InnerText) -join "`n`n" -replace '\s*\u0080\s*', "`n`n"
    if ($text -notmatch '(?s)^\s*(?<before>.*?)```powershell[^\n]*\n(?<code>.*?)\n```\s*(?<after>.*)$') { return }

    $Example.GetElementsByTagName('dev:code')[0].InnerText = $Matches.code
    $introduction.InnerXml = ''
    $remarks = $Example.GetElementsByTagName('dev:remarks')[0]
    $paragraphs = @($Matches.before.Trim(); $Matches.after -replace '(?m)^```\w*$', '' -split '\n{2,}').Trim() -ne ''
    foreach ($paragraph in @($paragraphs; '')) {
        $element = $Example.OwnerDocument.CreateElement('maml', 'para', $introduction.NamespaceURI)
        $element.InnerText = $paragraph
        [void]$remarks.AppendChild($element)
    }
}

function ConvertTo-Maml([System.IO.FileInfo[]] $Page) {
    $work = Join-Path ([System.IO.Path]::GetTempPath()) "help-$([guid]::NewGuid())"
    try {
        $file = $Page.FullName | Import-MarkdownCommandHelp | Export-MamlCommandHelp -OutputFolder $work
        $maml = [xml]::new()
        $maml.Load($file.FullName)
        $maml
    }
    finally {
        Remove-Item -LiteralPath $work -Recurse -ErrorAction Ignore
    }
}

function Save-Maml([xml] $Maml, [string] $Path) {
    $settings = [System.Xml.XmlWriterSettings]@{
        Indent = $true; NewLineChars = "`n"; Encoding = [System.Text.UTF8Encoding]::new($false)
    }
    $writer = [System.Xml.XmlWriter]::Create($Path, $settings)
    $Maml.Save($writer)
    $writer.Dispose()
    [System.IO.File]::AppendAllText($Path, "`n")
}

$folder = Join-Path $PSScriptRoot 'en-US'
$target = (New-Item -ItemType Directory -Force -Path (Join-Path $Destination 'en-US')).FullName
$maml = ConvertTo-Maml (Get-ChildItem -Path $folder -Filter *-*.md | Sort-Object Name)
$maml.SelectNodes("//*[local-name()='example']") | ForEach-Object { Move-ExampleCode $_ }
$maml.SelectNodes("//*[local-name()='navigationLink' and *[local-name()='uri' and .='']]") | ForEach-Object { [void]$_.ParentNode.RemoveChild($_) }
Save-Maml $maml (Join-Path $target 'ConsulSecurity.dll-Help.xml')

foreach ($topic in Get-ChildItem -Path $folder -Filter about_*.md) {
    # Get-Help shows a topic as plain text: code is set in there, without fences.
    $text = [regex]::Replace(([System.IO.File]::ReadAllText($topic.FullName) -replace "`r", ''), '(?ms)^```powershell[^\n]*\n(.*?)^```\n', {
            $args[0].Groups[1].Value -replace '(?m)^(?=.)', '    '
        })
    [System.IO.File]::WriteAllText((Join-Path $target "$($topic.BaseName).help.txt"), $text)
}

& (Join-Path $PSScriptRoot 'Build-CheckPages.ps1') -Destination (Join-Path $Destination 'help/checks')
