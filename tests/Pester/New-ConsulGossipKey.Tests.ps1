BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1
}

Describe 'New-ConsulGossipKey' {
    It 'makes a key of <Size> bytes' -ForEach @{ Size = 16 }, @{ Size = 24 }, @{ Size = 32 } {
        $key = New-ConsulGossipKey -Size $Size

        $key | Should -BeOfType ConsulSecurity.GossipKey
        $key.Size | Should -Be $Size
        [Convert]::FromBase64String($key.Reveal()).Length | Should -Be $Size
    }

    It 'makes a key of 32 bytes by default' {
        (New-ConsulGossipKey).Size | Should -Be 32
    }

    It 'prints what consul keygen prints when asked for plain text' {
        New-ConsulGossipKey -AsPlainText | Should -MatchExactly '^[A-Za-z0-9+/]{43}=$'
    }

    It 'makes as many different keys as asked for' {
        New-ConsulGossipKey 100 -AsPlainText | Select-Object -Unique | Should -HaveCount 100
    }

    It 'stops when the pipeline has enough' {
        New-ConsulGossipKey -Count 1000000 | Select-Object -First 1 | Should -HaveCount 1
    }

    It 'shows the fingerprint and never the key' {
        $key = New-ConsulGossipKey
        $shown = @($key | Out-String; $key | Format-List | Out-String; "$key"; $key | ConvertTo-Json) -join "`n"

        $shown | Should -BeLike "*$($key.Fingerprint)*"
        $shown.Contains($key.Reveal()) | Should -BeFalse
    }

    It 'refuses a size that Consul does not take' {
        { New-ConsulGossipKey -Size 12 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,ConsulSecurity.Commands.NewConsulGossipKeyCommand'
    }

    It 'makes a key that a real agent starts with' -Skip:(-not $IsLinux) {
        $key = New-ConsulGossipKey -AsPlainText
        $lab = Start-ConsulLab -Configuration "encrypt = `"$key`""
        try {
            $self = $lab['s1'].GetAsync('/v1/agent/self').GetAwaiter().GetResult()
            [string]$self['Stats']['serf_lan']['encrypted'] | Should -Be 'true'
        }
        finally {
            Stop-ConsulLab $lab
        }
    }
}
