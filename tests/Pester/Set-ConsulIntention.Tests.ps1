BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1
}

Describe 'Intentions of a running cluster' -Skip:(-not $IsLinux) {
    BeforeAll {
        $lab = Start-ConsulLab -Configuration 'connect { enabled = true }'
        Connect-Consul $lab['s1'].HttpAddress.Authority | Out-Null
        $WarningPreference = 'SilentlyContinue'

        function Get-Shown { @(Get-ConsulIntention | ForEach-Object { "$_" }) }
    }

    BeforeEach {
        Get-ConsulIntention | Remove-ConsulIntention
    }

    AfterAll {
        Disconnect-Consul
        Stop-ConsulLab $lab
    }

    Context 'Set-ConsulIntention' {
        It 'makes one, changes it, and emits nothing unless asked' {
            Set-ConsulIntention web api Deny -Description shop | Should -BeNullOrEmpty
            "$(Set-ConsulIntention web api Allow -PassThru)" | Should -Be 'web -> api: Allow'

            Get-Shown | Should -Be 'web -> api: Allow'
        }

        It 'changes nothing with -WhatIf' {
            Set-ConsulIntention web api Deny -WhatIf

            Get-ConsulIntention | Should -BeNullOrEmpty
        }

        It 'says that connections which stand go on, only where somebody may be refused' {
            Set-ConsulIntention web api Allow -WarningVariable none
            Set-ConsulIntention * * Deny -WarningVariable some

            $none | Should -BeNullOrEmpty
            "$some" | Should -BeLike '*restart the sidecars*'
        }

        It 'takes rows of a CSV from the pipeline and goes on after a bad one' {
            "Source,Destination,Action`nweb,api,allow`nWeb,db,allow`njob,db,deny" | ConvertFrom-Csv |
                Set-ConsulIntention -ErrorVariable errors -ErrorAction SilentlyContinue

            $errors.FullyQualifiedErrorId | Should -Be 'IntentionNameInvalid,ConsulSecurity.Commands.SetConsulIntentionCommand'
            Get-Shown | Should -Be 'web -> api: Allow', 'job -> db: Deny'
        }

        It 'makes the cluster what a folder says, and a second time changes nothing' {
            Set-ConsulIntention old api Allow
            $folder = (New-Item -ItemType Directory "$TestDrive/wanted").FullName
            Set-Content "$folder/shop.csv" "Source,Destination,Action,Description`nweb,api,allow,the shop"
            Set-Content "$folder/base.json" '{"Source":"*","Destination":"*","Action":"deny"}'

            Set-ConsulIntention -Path $folder
            Get-Shown | Should -Be 'old -> api: Allow', 'web -> api: Allow', '* -> *: Deny'
            Set-ConsulIntention -Path $folder -Prune
            Get-Shown | Should -Be 'web -> api: Allow', '* -> *: Deny'
            Set-ConsulIntention -Path $folder -Prune -PassThru | Should -BeNullOrEmpty
        }

        It 'changes nothing when a file is bad' {
            Set-Content "$TestDrive/bad.csv" "Source,Destination,Action`nweb,api,allow`nweb,db,perhaps"

            { Set-ConsulIntention -Path "$TestDrive/bad.csv" -ErrorAction Stop } | Should -Throw -ErrorId 'IntentionFileInvalid,*'
            Get-ConsulIntention | Should -BeNullOrEmpty
        }

        It 'completes the names of services' {
            (TabExpansion2 'Set-ConsulIntention web con').CompletionMatches.CompletionText | Should -Contain consul
            (TabExpansion2 'Get-ConsulIntention con').CompletionMatches.CompletionText | Should -Contain consul
        }

        It 'refuses permissions <Case>' -ForEach @(
            @{ Case = 'on every destination'; Destination = '*'; Id = 'IntentionWildcardPermissions' }
            @{ Case = 'on Consul 1.8'; Destination = 'api'; Id = 'IntentionPermissionsNotSupported' }
        ) {
            { Set-ConsulIntention web $Destination -Permission @{ Action = 'Allow'; PathPrefix = '/public/'; Methods = 'GET' } -ErrorAction Stop } |
                Should -Throw -ErrorId "$Id,*"
            Get-ConsulIntention | Should -BeNullOrEmpty
        }
    }

    Context 'Test-ConsulIntention' {
        It 'says what decides, and agrees with the server' {
            Set-ConsulIntention * * Deny
            Set-ConsulIntention web api Allow

            $allowed = Test-ConsulIntention web api
            $allowed.Allowed, $allowed.ServerAllowed | Should -Be $true, $true
            "$((Test-ConsulIntention job api).Intention)" | Should -Be '* -> *: Deny'
            Test-ConsulIntention job api -Quiet | Should -BeFalse
        }

        It 'decides by a set that is in force nowhere, down to the request' {
            $set = [ConsulSecurity.ConsulIntention]@{
                Source = 'web'; Destination = 'api'; Permissions = @{ Action = 'Allow'; PathPrefix = '/public/'; Methods = 'GET' }
            }

            Test-ConsulIntention web api -Intention $set -RequestPath /public/a -Quiet | Should -BeTrue
            Test-ConsulIntention web api -Intention $set -RequestPath /public/a -Method POST -Quiet | Should -BeFalse
            Test-ConsulIntention web db -Intention $set -Default Allow -Quiet | Should -BeTrue
        }
    }

    Context 'Get-ConsulIntention' {
        It 'filters by patterns and finds the wildcard intention itself' {
            Set-ConsulIntention web api Allow
            Set-ConsulIntention * * Deny

            "$(Get-ConsulIntention w*)" | Should -Be 'web -> api: Allow'
            "$(Get-ConsulIntention '`*')" | Should -Be '* -> *: Deny'
        }

        It 'drafts what the upstreams need, and changes nothing until it is handed on' {
            $body = '{"Name":"web","Port":80,"Connect":{"SidecarService":{"Proxy":{"Upstreams":[{"DestinationName":"api","LocalBindPort":9001}]}}}}'
            $lab['s1'].PutAsync('/v1/agent/service/register', [System.Text.Json.Nodes.JsonNode]::Parse($body)).GetAwaiter().GetResult()
            $until = [datetime]::UtcNow.AddSeconds(30)
            do { $draft = Get-ConsulIntention -Draft } until ($draft -or [datetime]::UtcNow -gt $until)

            "$draft" | Should -Be 'web -> api: Allow'
            Get-ConsulIntention | Should -BeNullOrEmpty
            $draft | Set-ConsulIntention
            Get-ConsulIntention -Draft | Should -BeNullOrEmpty
        }

        It 'fits a screen of 100 columns' {
            Set-ConsulIntention web api Allow -Description shop

            Get-ConsulIntention | Out-String -Width 100 | Should -Match 'web +api +Allow +9 +shop'
        }
    }

    Context 'Remove-ConsulIntention' {
        It 'takes one away, not with -WhatIf, and says so where there is none' {
            Set-ConsulIntention web api Allow
            Remove-ConsulIntention web api -WhatIf
            Get-Shown | Should -Be 'web -> api: Allow'
            Remove-ConsulIntention web api
            Get-ConsulIntention | Should -BeNullOrEmpty

            { Remove-ConsulIntention web api -ErrorAction Stop } |
                Should -Throw -ErrorId 'IntentionNotFound,ConsulSecurity.Commands.RemoveConsulIntentionCommand'
        }
    }
}
