BeforeAll {
    . $PSScriptRoot/common.ps1
}

Describe 'Get-ConsulHardeningPlan' {
    It 'says which property of a node it does not know' {
        { Get-ConsulHardeningPlan @{ Name = 's1'; Address = '127.0.0.1'; IsServer = $true; Colour = 'red' } } |
            Should -Throw -ErrorId 'InventoryInvalid,*' -ExpectedMessage "*'Colour'*"
    }

    It 'reads inventories from files, with defaults' {
        '{ "Defaults": { "IsServer": true }, "Nodes": [ { "Name": "s1", "Address": "127.0.0.1" }, { "Name": "s1", "Address": "127.0.0.2" } ] }' |
            Set-Content "$TestDrive/nodes.json"
        { Get-ConsulHardeningPlan "$TestDrive/nodes.json" } | Should -Throw -ErrorId 'InventoryInvalid,*' -ExpectedMessage "*'s1' twice*"
    }

    It 'runs nothing that stands in an inventory' {
        '@{ Nodes = @(@{ Name = (New-Item bad); Address = "x"; IsServer = $true }) }' | Set-Content "$TestDrive/nodes.psd1"
        { Get-ConsulHardeningPlan "$TestDrive/nodes.psd1" } | Should -Throw -ErrorId 'InventoryInvalid,*'
    }

    It 'says that no agent answers' {
        { Get-ConsulHardeningPlan @{ Name = 's1'; Address = '127.0.0.1'; IsServer = $true; HttpPort = 9; ConfigurationFolder = "$TestDrive" } } |
            Should -Throw -ErrorId 'NoAgentAnswers,*'
    }
}
