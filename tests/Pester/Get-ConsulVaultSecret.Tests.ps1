BeforeAll {
    . $PSScriptRoot/common.ps1

    # A vault as Protect-ConsulCluster makes it.
    $core = (Get-Command Get-ConsulVaultSecret).ImplementingType.Assembly.GetReferencedAssemblies() | Where-Object Name -EQ ConsulSecurity.Core
    $context = [System.Runtime.Loader.AssemblyLoadContext]::All | Where-Object Name -EQ ConsulSecurity
    $type = $context.LoadFromAssemblyName($core).GetType('ConsulSecurity.Rollout.SecretVault')
    $passphrase = ConvertTo-SecureString 'a passphrase' -AsPlainText -Force
    $vault = $type.GetMethod('Open').Invoke($null, [object[]]@("$TestDrive/a.vault", $passphrase.PSObject.BaseObject))
    $vault.Set('token/management', 'secret-1')
    $vault.Set('token/service/web', 'secret-2')
    $vault.Dispose()
}

Describe 'Get-ConsulVaultSecret' {
    It 'shows names and hides what they hold' {
        $all = Get-ConsulVaultSecret -VaultPath "$TestDrive/a.vault" -Passphrase $passphrase
        $all.Name | Should -Be 'token/management', 'token/service/web'
        $all | Format-List * -Force | Out-String | Should -Not -Match 'secret-\d'
        $all | ConvertTo-Json -Depth 5 | Should -Not -Match 'secret-\d'
    }

    It 'hands out what is asked for' {
        Get-ConsulVaultSecret token/service/* -VaultPath "$TestDrive/a.vault" -Passphrase $passphrase -AsPlainText | Should -Be 'secret-2'
        $secret = (Get-ConsulVaultSecret token/management -VaultPath "$TestDrive/a.vault" -Passphrase $passphrase).Secret
        [pscredential]::new('x', $secret).GetNetworkCredential().Password | Should -Be 'secret-1'
    }

    It 'says what is wrong with <Case>' -ForEach @(
        @{ Case = 'a name'; Name = 'token/none'; File = 'a.vault'; Word = 'a passphrase'; Id = 'VaultSecretMissing' }
        @{ Case = 'a passphrase'; Name = '*'; File = 'a.vault'; Word = 'another'; Id = 'VaultUnreadable' }
        @{ Case = 'a file that is not there'; Name = '*'; File = 'none.vault'; Word = 'a passphrase'; Id = 'VaultUnreadable' }
    ) {
        { Get-ConsulVaultSecret $Name -VaultPath "$TestDrive/$File" -Passphrase $Word -ErrorAction Stop } | Should -Throw -ErrorId "$Id,*"
        "$TestDrive/none.vault" | Should -Not -Exist
    }
}
