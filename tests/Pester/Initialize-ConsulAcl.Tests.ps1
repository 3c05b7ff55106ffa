BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1

    function Start-NewLab { Start-ConsulLab -Wait Leader -Configuration 'acl { enabled = true, default_policy = "deny" }' }
}

Describe 'Initialize-ConsulAcl' -Skip:(-not $IsLinux) {
    It 'asks nothing of Consul where the token would have no place' {
        { Initialize-ConsulAcl -Connection ([ConsulSecurity.ConsulConnection]::new('http://127.0.0.1:1')) } | Should -Throw -ErrorId 'AclBootstrapNowhereToKeep,*'
    }

    It 'writes a private file, shows nothing, gives it once, and resets' {
        $lab = Start-NewLab
        try {
            $file = "$TestDrive/token"
            $transcript = "$TestDrive/transcript"
            $shown = Invoke-Shell "Import-Module `$module; Start-Transcript $transcript > `$null; `$c = [ConsulSecurity.ConsulConnection]::new('$($lab['s1'].HttpAddress)')
                Initialize-ConsulAcl $file -Connection `$c -PassThru -Verbose -Debug 4>&1 5>&1 | Out-String; Get-History | Out-String
                try { Initialize-ConsulAcl $TestDrive/again -Connection `$c } catch { `$_ | Format-List * -Force | Out-String; `$_.FullyQualifiedErrorId }"
            $token = Get-Content -Raw $file

            $token | Should -Match '^[0-9a-f-]{36}$'
            (Get-Item $file).UnixMode | Should -Be '-rw-------'
            $shown.Contains($token) | Should -BeFalse
            (Get-Content -Raw $transcript).Contains($token) | Should -BeFalse
            $shown | Should -BeLike '*AclAlreadyBootstrapped*'
            "$TestDrive/again" | Should -Not -Exist

            $connection = [ConsulSecurity.ConsulConnection]::new($lab['s1'].HttpAddress)
            $second = Initialize-ConsulAcl -Connection $connection -Reset -DataDirectory $lab['s1'].DataFolder -RemoveOld -PassThru -Confirm:$false
            $left = Connect-Consul $lab['s1'].HttpAddress -Token $second | ForEach-Object { Get-ConsulAclToken -Connection $_ } | Where-Object IsManagement
            $left.AccessorId | Should -Be $second.AccessorId
        }
        finally {
            Stop-ConsulLab $lab
        }
    }

    It 'prints the token where -AsPlainText asks' {
        $lab = Start-NewLab
        try {
            Initialize-ConsulAcl -AsPlainText -Connection ([ConsulSecurity.ConsulConnection]::new($lab['s1'].HttpAddress)) | Should -Match '^[0-9a-f-]{36}$'
        }
        finally {
            Stop-ConsulLab $lab
        }
    }

    It 'says that the vault is missing before it takes the token' {
        { Initialize-ConsulAcl -Vault nowhere -Connection ([ConsulSecurity.ConsulConnection]::new('http://127.0.0.1:1')) } | Should -Throw -ErrorId 'AclVaultMissing,*'
    }

    It 'puts the token into a vault' {
        # A fake of SecretManagement: two of its commands, and a vault in a file.
        $fake = "function Get-SecretVault { param(`$Name) if (`$Name -eq 'safe') { 1 } }
            function Set-Secret { param(`$Name, [securestring] `$SecureStringSecret, `$Vault) Set-Content $TestDrive/vault `"`$Vault/`$Name `$(`$SecureStringSecret.Length)`" }"
        $lab = Start-NewLab
        try {
            $shown = Invoke-Shell "Import-Module `$module; $fake; Initialize-ConsulAcl -Vault safe -Connection ([ConsulSecurity.ConsulConnection]::new('$($lab['s1'].HttpAddress)'))"
            $shown | Should -BeNullOrEmpty
            Get-Content "$TestDrive/vault" | Should -Be 'safe/consul-bootstrap-token 36'
        }
        finally {
            Stop-ConsulLab $lab
        }
    }

    It 'says that ACLs are off' {
        $lab = Start-ConsulLab -Wait Leader
        try {
            { Initialize-ConsulAcl -PassThru -Connection ([ConsulSecurity.ConsulConnection]::new($lab['s1'].HttpAddress)) } | Should -Throw -ErrorId 'ConsulAclDisabled,*'
        }
        finally {
            Stop-ConsulLab $lab
        }
    }
}
