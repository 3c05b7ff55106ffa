@{
    RootModule           = 'module/ConsulSecurity.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = 'b0a4c9d5-6a0e-4e0f-9c53-7d6f0d2f7a11'
    Author               = 'ConsulSecurity contributors'
    CompanyName          = 'ConsulSecurity contributors'
    Copyright            = '(c) ConsulSecurity contributors. MIT licence.'
    Description          = 'Hardens HashiCorp Consul nodes and clusters (gossip keys, TLS, ACLs, Connect, firewall), keeps them hardened, and proves it by an audit.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    DotNetFrameworkVersion = '4.7.2'
    FormatsToProcess     = @(
        'module/formats/Acl.Format.ps1xml'
        'module/formats/Certificates.Format.ps1xml'
        'module/formats/Connect.Format.ps1xml'
        'module/formats/Configuration.Format.ps1xml'
        'module/formats/Connection.Format.ps1xml'
        'module/formats/Gossip.Format.ps1xml'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    CmdletsToExport      = @(
        'Test-ConsulAgentConfiguration'
        'Get-ConsulAgentConfiguration'
        'Enable-ConsulGossipEncryption'
        'Disable-ConsulRemoteExec'
        'ConvertTo-ConsulTlsStanza'
        'Connect-Consul'
        'Disconnect-Consul'
        'Export-ConsulCertificate'
        'Get-ConsulAclAuthMethod'
        'Get-ConsulAclBindingRule'
        'Get-ConsulAclPermission'
        'Get-ConsulAclPolicy'
        'Get-ConsulAclRole'
        'Get-ConsulAclToken'
        'Get-ConsulCertificate'
        'Get-ConsulConnection'
        'Get-ConsulGossipKeyring'
        'Initialize-ConsulAcl'
        'New-ConsulAclToken'
        'New-ConsulCertificate'
        'New-ConsulCertificateAuthority'
        'New-ConsulCertificateRequest'
        'New-ConsulCertificateRevocationList'
        'Test-ConsulCertificate'
        'Update-ConsulCertificate'
        'New-ConsulGossipKey'
        'New-ConsulServiceToken'
        'Remove-ConsulAclAuthMethod'
        'Remove-ConsulAclBindingRule'
        'Remove-ConsulAclPolicy'
        'Remove-ConsulAclRole'
        'Remove-ConsulAclToken'
        'Remove-ConsulGossipKey'
        'Set-ConsulAclAuthMethod'
        'Set-ConsulAclBindingRule'
        'Set-ConsulAclPolicy'
        'Set-ConsulAclRole'
        'Set-ConsulAclToken'
        'Set-ConsulAgentToken'
        'Test-ConsulAclAccess'
        'Test-ConsulAclRule'
        'Update-ConsulGossipKey'
        'Get-ConsulIntention'
        'Remove-ConsulIntention'
        'Set-ConsulIntention'
        'Test-ConsulIntention'
    )
    PrivateData          = @{
        PSData = @{
            Tags         = @('Consul', 'HashiCorp', 'Security', 'Hardening', 'TLS', 'ACL', 'Audit', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            ReleaseNotes = 'See CHANGELOG.md'
        }
    }
}
