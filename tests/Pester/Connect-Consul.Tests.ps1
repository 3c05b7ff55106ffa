BeforeAll {
    . $PSScriptRoot/common.ps1
    Import-Module $PSScriptRoot/ConsulLab.psm1
}

Describe 'Connect-Consul' -Skip:(-not $IsLinux) {
    BeforeAll {
        $token = [guid]::NewGuid().ToString()
        $lab = Start-ConsulLab -Token $token -Configuration @"
            acl { enabled = true, default_policy = "deny", tokens { master = "$token" } }
"@
        $address = $lab['s1'].HttpAddress.Authority
    }

    AfterAll { Stop-ConsulLab $lab }
    AfterEach { Disconnect-Consul }

    It 'gives the connection and keeps it for the runspace' {
        $secret = ConvertTo-SecureString $token -AsPlainText -Force

        $connection = Connect-Consul $address -Token $secret

        $connection.NodeName | Should -Be 's1'
        $connection.Version | Should -Be '1.8.7'
        $connection.IsServer | Should -BeTrue
        Get-ConsulConnection | Should -Be $connection
    }

    It 'takes a token as a SecureString, a credential, text or a file' {
        $secret = ConvertTo-SecureString $token -AsPlainText -Force
        $token | Set-Content -LiteralPath "$TestDrive/token"
        $forms = @{ Token = $secret }, @{ Token = [pscredential]::new('any', $secret) }, @{ Token = $token }, @{ TokenFile = "$TestDrive/token" }

        foreach ($form in $forms) { (Connect-Consul $address @form).NodeName | Should -Be 's1' }
    }

    It 'connects without a token and then does not know the node' {
        $connection = Connect-Consul $address

        $connection.HasToken | Should -BeFalse
        $connection.NodeName | Should -BeNullOrEmpty
    }

    It 'reads the variables of the consul command' {
        $env:CONSUL_HTTP_ADDR = $address
        $env:CONSUL_HTTP_TOKEN = $token
        try { (Connect-Consul).NodeName | Should -Be 's1' }
        finally { $env:CONSUL_HTTP_ADDR = $env:CONSUL_HTTP_TOKEN = $null }
    }

    It 'keeps the old connection when the new one fails' {
        $old = Connect-Consul $address

        { Connect-Consul 127.0.0.1:1 } | Should -Throw -ErrorId 'ConsulUnreachable,*'

        Get-ConsulConnection | Should -Be $old
    }

    It 'keeps the connections of runspaces apart' {
        Connect-Consul $address | Out-Null
        $other = [powershell]::Create().AddScript('param($module) Import-Module $module; (Get-ConsulConnection).Address.Port').AddArgument($ModulePath)
        try { $other.Invoke() | Should -Be 8500 }
        finally { $other.Dispose() }
        (Get-ConsulConnection).Address.Authority | Should -Be $address
    }

    It 'says in one sentence what is wrong with <Case>' -ForEach @(
        @{ Case = 'an address without an agent'; Arguments = @{ Address = '127.0.0.1:1' }; Id = 'ConsulUnreachable'
            Message = "Nothing answers at 'http://127.0.0.1:1': check the address, and that the agent runs and listens there." }
        @{ Case = 'an address that is none'; Arguments = @{ Address = 'ftp://x' }; Id = 'ConsulAddressInvalid'
            Message = "The address 'ftp://x' is not one of an agent: give host:port, http://host:port, https://host:port or unix:///path." }
        @{ Case = 'a token file that is missing'; Arguments = @{ TokenFile = '/no/such' }; Id = 'ConsulTokenFileUnreadable'
            Message = "The token file '/no/such' cannot be read: check that it exists and that your account may read it." }
        @{ Case = 'a certificate without its key'; Arguments = @{ ClientCertificate = '/c.pem' }; Id = 'ConsulClientKeyMissing'
            Message = "The client certificate '/c.pem' is of no use without its key: give -ClientKey or CONSUL_CLIENT_KEY too." }
    ) {
        $failure = { Connect-Consul @Arguments } | Should -Throw -PassThru

        $failure.FullyQualifiedErrorId | Should -Be "$Id,ConsulSecurity.Commands.ConnectConsulCommand"
        $failure.Exception.Message | Should -BeExactly $Message
    }

    It 'tells a wrong token' {
        { Connect-Consul $address -Token ([guid]::NewGuid().ToString()) } |
            Should -Throw -ErrorId 'ConsulTokenUnknown,ConsulSecurity.Commands.ConnectConsulCommand'
    }

    It 'stops at once when the user stops it' {
        $silent = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $silent.Start()
        $shell = [powershell]::Create().AddScript('param($module, $address) Import-Module $module; "waiting"; Connect-Consul $address')
        $shell = $shell.AddArgument($ModulePath).AddArgument("$($silent.LocalEndpoint)")
        try {
            $output = [System.Management.Automation.PSDataCollection[psobject]]::new()
            $running = $shell.BeginInvoke([System.Management.Automation.PSDataCollection[psobject]]::new(), $output)
            $silent.AcceptTcpClient() | Out-Null # the request is on its way, and will not be answered for 30 s

            $stopped = $shell.BeginStop($null, $null)
            $stopped.AsyncWaitHandle.WaitOne(5000) | Should -BeTrue
            $running.AsyncWaitHandle.WaitOne(5000) | Should -BeTrue
            $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        }
        finally {
            $shell.Dispose()
            $silent.Stop()
        }
    }
}
