# The cmdlets for declared state, and the DSC classes that call them.
BeforeDiscovery {
    $manifests = Get-ChildItem (Join-Path $PSScriptRoot '../../module/dsc') -Filter *.dsc.resource.json |
        ForEach-Object { @{ Resource = $_.Name -replace '\.dsc\..*'; Path = $_.FullName } }
}

BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1
    $dsc = (Get-Module ConsulSecurity).NestedModules | Where-Object Name -EQ ConsulSecurity.Dsc

    # An instance of a DSC class, as an engine for DSC makes it.
    function New-Resource([string] $Name, [hashtable] $Property) {
        $instance = & $dsc ([scriptblock]::Create("[$Name]::new()"))
        foreach ($entry in $Property.GetEnumerator()) { $instance.($entry.Key) = $entry.Value }
        $instance
    }
}

Describe 'Declared state of a configuration folder' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
        Set-Content "$folder/a.hcl" 'server = true'
        $key = New-ConsulGossipKey -AsPlainText
    }

    It 'is read without a change, brought about once, and left alone then' {
        Test-ConsulDesiredState ConsulGossipEncryption @{ path = $folder; key = $key } | Should -BeFalse
        Get-ChildItem $folder | Should -HaveCount 1

        $state = Set-ConsulDesiredState ConsulGossipEncryption @{ path = $folder; key = $key }
        $state.InDesiredState, $state.IsChanged, $state.NeedsRestart | Should -Be $true, $true, $true
        (Set-ConsulDesiredState ConsulGossipEncryption @{ path = $folder; key = $key }).IsChanged | Should -BeFalse
        Test-ConsulDesiredState ConsulGossipEncryption @{ path = $folder; key = $key } | Should -BeTrue
    }

    It 'is as declared whichever file says it' {
        Set-Content "$folder/b.hcl" 'disable_remote_exec = true'
        (Set-ConsulDesiredState ConsulRemoteExec @{ path = $folder }).IsChanged | Should -BeFalse
        Get-ChildItem $folder | Should -HaveCount 2
    }

    It 'changes nothing under -WhatIf' {
        (Set-ConsulDesiredState ConsulGossipEncryption @{ path = $folder; key = $key } -WhatIf).InDesiredState | Should -BeFalse
        Get-ChildItem $folder | Should -HaveCount 1
    }

    It 'is brought about on nodes, and one that fails does not keep the others' -Skip:(-not $IsLinux) {
        $good, $bad = "$folder/good", "$folder/bad"
        New-Item -ItemType Directory -Path $good, $bad | Out-Null
        Set-Content "$good/a.hcl" 'server = true'
        Set-Content "$bad/a.hcl" 'nonsense = true'
        $nodes = @(
            @{ Name = 'good'; Address = '127.0.0.1'; IsServer = $true; ConfigurationFolder = $good }
            @{ Name = 'bad'; Address = '127.0.0.2'; ConfigurationFolder = $bad }
        )

        Test-ConsulDesiredState ConsulGossipEncryption @{ key = $key } -Node $nodes[0] | Should -BeFalse
        $states = @(Set-ConsulDesiredState ConsulGossipEncryption @{ key = $key } -Node $nodes -ErrorVariable failed -ErrorAction SilentlyContinue)

        $states.Node | Should -Be good
        $states.IsChanged | Should -BeTrue
        $failed | Should -HaveCount 1
        $failed[0].TargetObject | Should -Be bad
        "$($failed[0])" | Should -BeLike "*$bad/a.hcl*"
        Set-Content "$bad/a.hcl" 'server = true'
        (Set-ConsulDesiredState ConsulGossipEncryption @{ key = $key } -Node $nodes).IsChanged | Should -Be $false, $true
        { Set-ConsulDesiredState ConsulIntention @{ source = 'a'; destination = 'b' } -Node $nodes -ErrorAction Stop } | Should -Throw -ErrorId 'DesiredStateNotOfNodes,*'
    }

    It 'says what is wrong with a property' {
        { Get-ConsulDesiredState ConsulTls @{ path = $folder; phases = 3 } -ErrorAction Stop } | Should -Throw "The property 'phases' of 'ConsulTls' is not known*" -ErrorId 'DesiredStatePropertyInvalid,*'
        { Get-ConsulDesiredState ConsulTls @{ path = $folder; phase = 6 } -ErrorAction Stop } | Should -Throw '*is not between 1 and 5*'
        { Get-ConsulDesiredState ConsulTsl @{ path = $folder } -ErrorAction Stop } | Should -Throw -ErrorId 'DesiredStateResourceUnknown,*'
    }

    It 'is brought about by the runbook that ships, which changes nothing the second time' {
        $tls = (New-Item -ItemType Directory "$folder/tls").FullName
        & chmod 700 $folder $tls
        [System.IO.File]::WriteAllText("$tls/gossip.key", $key)
        $authority = New-ConsulCertificateAuthority $folder
        New-ConsulCertificate Server -Authority $authority -OutputPath $tls -Node s1 | Out-Null
        Move-Item $authority.Path $tls
        $runbook = "$(Split-Path $ModulePath)/module/dsc/examples/Protect-Node.ps1"

        $first = & $runbook -Path $folder -Tls $tls -Node s1 -ConsulVersion 1.8.7 -WarningVariable warning 3> $null
        $second = & $runbook -Path $folder -Tls $tls -Node s1 -ConsulVersion 1.8.7

        $first.InDesiredState + $second.InDesiredState | Should -Not -Contain $false
        $warning | Should -BeLike 'Restart the agent*'
        $second.IsChanged | Should -Not -Contain $true
        Test-ConsulHardening -Path $folder -ConsulVersion 1.8.7 -Outcome Fail -MinimumSeverity Critical 6> $null | Should -BeNullOrEmpty
    }

    It 'is brought about by the class <Resource>' -ForEach @(
        @{ Resource = 'ConsulRemoteExec'; Property = @{ Disabled = $false }; Other = @{ Disabled = $true } }
        @{ Resource = 'ConsulConnect'; Property = @{ SidecarMinPort = 0; SidecarMaxPort = 0 }; Other = @{ SidecarMinPort = 22000; SidecarMaxPort = 22100 } }
        @{ Resource = 'ConsulAclSystem'; Property = @{ Phase = 1; PrimaryDatacenter = 'dc1' }; Other = @{ Phase = 2 } }
        @{ Resource = 'ConsulTls'; Property = @{ Phase = 1 }; Other = @{ Phase = 5; HttpsPort = 8511 } }
        @{ Resource = 'ConsulGossipEncryption'; Property = @{ Phase = 1 }; Other = @{ Phase = 3 } }
    ) {
        $more = @{ Path = $folder }
        if ($Resource -eq 'ConsulGossipEncryption') { $more['Key'] = [pscredential]::new('gossip', (ConvertTo-SecureString $key -AsPlainText -Force)) }
        if ($Resource -eq 'ConsulTls') {
            & chmod 700 $folder
            $authority = New-ConsulCertificateAuthority $folder
            $certificate = New-ConsulCertificate Server -Authority $authority -OutputPath $folder -Node s1
            Remove-Item $authority.KeyPath
            $more['AuthorityPath'] = $authority.Path
            $more['CertificatePath'] = $certificate.Path
        }

        foreach ($wanted in $Property, $Other) {
            $instance = New-Resource $Resource ($more + $wanted)
            $files = Get-ChildItem $folder
            $instance.Test() | Should -BeFalse
            $instance.Get().Reasons | Should -Not -BeNullOrEmpty
            Get-ChildItem $folder | Should -HaveCount $files.Count

            $instance = New-Resource $Resource ($more + $wanted)
            $instance.Set()
            $instance.Test() | Should -BeTrue
            $stamps = (Get-ChildItem $folder).LastWriteTimeUtc.Ticks
            $instance.Set()
            (Get-ChildItem $folder).LastWriteTimeUtc.Ticks | Should -Be $stamps
            $seen = $instance.Get()
            $seen.Reasons | Should -BeNullOrEmpty
            foreach ($name in $wanted.Keys) { $seen.$name | Should -Be $wanted[$name] }
        }
    }
}

Describe 'Declared state of a cluster' -Skip:(-not $IsLinux) {
    BeforeAll {
        $token = [guid]::NewGuid().ToString()
        $lab = Start-ConsulLab -Token $token -Configuration @"
            connect { enabled = true }
            acl { enabled = true, default_policy = "deny", tokens { master = "$token" } }
"@
        Connect-Consul $lab['s1'].HttpAddress.Authority -Token $token | Out-Null
        [System.IO.File]::WriteAllText("$TestDrive/token", $token)
    }

    AfterAll { Stop-ConsulLab $lab }

    It 'uses the current connection' {
        $web = @{ name = 'web'; rules = 'service "web" { policy = "write" }' }
        Test-ConsulDesiredState ConsulAclPolicy $web | Should -BeFalse
        (Set-ConsulDesiredState ConsulAclPolicy $web).IsChanged | Should -BeTrue
        (Get-ConsulAclPolicy web).Rules | Should -Be $web.rules
        Test-ConsulDesiredState ConsulAclPolicy @{ name = 'web'; exist = $false } | Should -BeFalse
        Set-ConsulDesiredState ConsulAclPolicy @{ name = 'web'; exist = $false } | Out-Null
        (Get-ConsulAclPolicy).Name | Should -Not -Contain web
    }

    It 'is brought about by the class <Resource> with a connection of its own' -ForEach @(
        @{ Resource = 'ConsulAclPolicy'; Property = @{ Name = 'api'; Rules = 'key_prefix "api/" { policy = "read" }' } }
        @{ Resource = 'ConsulIntention'; Property = @{ Source = 'web'; Destination = 'api'; Action = 'Allow' } }
    ) {
        $more = $Property + @{ HttpAddr = "$($lab['s1'].HttpAddress.Authority)"; TokenFile = "$TestDrive/token" }
        $instance = New-Resource $Resource $more
        $instance.Test() | Should -BeFalse
        $instance.Get().Ensure | Should -Be Absent

        $instance = New-Resource $Resource $more
        $instance.Set()
        $instance.Test() | Should -BeTrue
        $instance.Get().Ensure | Should -Be Present

        $instance = New-Resource $Resource ($more + @{ Ensure = 'Absent' })
        $instance.Test() | Should -BeFalse
        $instance.Set()
        $instance.Test() | Should -BeTrue
    }
}

Describe 'The class <Resource>' -ForEach $manifests {
    It 'has the properties of its manifest, and is exported' {
        $schema = (Get-Content $Path -Raw | ConvertFrom-Json).schema.embedded
        $wanted = $schema.properties.PSObject.Properties.Name | Where-Object { $_ -notin '_inDesiredState', 'restartNeeded' } | ForEach-Object { $_ -replace '^_exist$', 'Ensure' }
        $class = (New-Resource $Resource @{}).GetType()
        $properties = $class.GetProperties() | Where-Object { $_.GetCustomAttributes($true).TypeId.Name -contains 'DscPropertyAttribute' }

        @($properties.Name | Sort-Object) | Should -Be @($wanted | Sort-Object)
        ($properties | Where-Object { $_.GetCustomAttributes([System.Management.Automation.DscPropertyAttribute], $true).Key }).Name |
            Sort-Object | Should -Be @($schema.required | Sort-Object)
        (Import-PowerShellDataFile $ModulePath).DscResourcesToExport | Should -Contain $Resource
    }
}
