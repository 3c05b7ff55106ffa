BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1
    $WarningPreference = 'SilentlyContinue'
}

Describe 'New-ConsulServiceDefinition' -Skip:(-not $IsLinux) {
    It 'writes a <_> file that a real agent takes, private from the start' -ForEach hcl, json {
        $folder = (New-Item -ItemType Directory "$TestDrive/$_").FullName
        Set-Content "$folder/agent.hcl" 'data_dir = "/tmp"'
        New-ConsulServiceDefinition web 8080 -Id web-1 -Token secret-1 -Upstream @{ api = 9191; db = 9192 } -Meta @{ team = 'shop' } -Path "$folder/web.$_" | Out-Null

        & (& $PSScriptRoot/../lab/get-consul.sh) validate $folder | Out-String | Should -BeLike '*valid*'
        $LASTEXITCODE | Should -Be 0
        (Get-Item "$folder/web.$_").UnixMode | Should -Be '-rw-------'
    }

    It 'overwrites nothing without -Force, and writes nothing with -WhatIf' {
        New-ConsulServiceDefinition web 8080 -Path "$TestDrive/once.hcl" -WhatIf
        "$TestDrive/once.hcl" | Should -Not -Exist
        New-ConsulServiceDefinition web 8080 -Path "$TestDrive/once.hcl" | Out-Null

        { New-ConsulServiceDefinition web 8081 -Path "$TestDrive/once.hcl" -ErrorAction Stop } | Should -Throw -ErrorId 'FileExists,*'
        New-ConsulServiceDefinition web 8081 -Path "$TestDrive/once.hcl" -Force | Out-Null
        "$TestDrive/once.hcl" | Should -FileContentMatch 'port = 8081'
    }

    It 'refuses a name in upper case, and says when there is no token' {
        { New-ConsulServiceDefinition Web 8080 -ErrorAction Stop } | Should -Throw -ErrorId 'ServiceNameInvalid,*'
        New-ConsulServiceDefinition web 8080 -WarningVariable warnings | Out-Null
        "$warnings" | Should -BeLike '*no token of its own*'
    }
}

Describe 'Register-ConsulService' -Skip:(-not $IsLinux) {
    BeforeAll {
        $token = [guid]::NewGuid().ToString()
        $lab = Start-ConsulLab -Token $token -Configuration @"
            connect { enabled = true }
            acl { enabled = true, default_policy = "deny", tokens { master = "$token", agent = "$token" } }
"@
        $body = '{"Description":"web","ServiceIdentities":[{"ServiceName":"web"}]}'
        $own = [string] $lab['s1'].PutAsync('/v1/acl/token', [System.Text.Json.Nodes.JsonNode]::Parse($body)).GetAwaiter().GetResult()['SecretID']
        Connect-Consul $lab['s1'].HttpAddress.Authority -Token $token | Out-Null
    }

    AfterAll {
        Disconnect-Consul
        Stop-ConsulLab $lab
    }

    It 'registers service and sidecar with the service''s own token, which alone the agent keeps' {
        New-ConsulServiceDefinition web 8080 -Token $own -Upstream @{ api = 9191 } | Register-ConsulService

        $services = $lab['s1'].GetAsync('/v1/agent/services').GetAwaiter().GetResult()
        [int] $services['web-sidecar-proxy']['Port'] | Should -Be 21000
        $services['web-sidecar-proxy']['Address'] | Should -BeNullOrEmpty -Because 'others must reach it'
        $kept = Get-ChildItem "$($lab['s1'].DataFolder)/services" -File | ForEach-Object { Get-Content -Raw $_.FullName }
        $kept | Should -HaveCount 2
        $kept | ForEach-Object { $_ | Should -BeLike "*$own*"; $_.Contains($token) | Should -BeFalse }
    }

    It 'refuses to leave the caller''s token on the agent''s disk' {
        { New-ConsulServiceDefinition other 8081 | Register-ConsulService -ErrorAction Stop } | Should -Throw -ErrorId 'ServiceTokenMissing,*'
    }

    It 'says so when the token is not for this service' {
        { New-ConsulServiceDefinition other 8081 -Token $own | Register-ConsulService -ErrorAction Stop } | Should -Throw -ErrorId 'ConsulPermissionDenied,*'
    }

    It 'registers nothing with -WhatIf' {
        New-ConsulServiceDefinition later 8082 -Token $own | Register-ConsulService -WhatIf

        $lab['s1'].GetAsync('/v1/agent/services').GetAwaiter().GetResult()['later'] | Should -BeNullOrEmpty
    }
}
