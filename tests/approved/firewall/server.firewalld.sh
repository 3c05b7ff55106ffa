#!/bin/sh -e
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.0/24" port port="8300" protocol="tcp" accept' # server RPC
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.1" port port="8300" protocol="tcp" accept' # server RPC
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.2" port port="8300" protocol="tcp" accept' # server RPC
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.9.0.1" port port="8300" protocol="tcp" accept' # server RPC
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv6" source address="fd00::3" port port="8300" protocol="tcp" accept' # server RPC
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.0/24" port port="8301" protocol="tcp" accept' # LAN gossip
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.1" port port="8301" protocol="tcp" accept' # LAN gossip
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.2" port port="8301" protocol="tcp" accept' # LAN gossip
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv6" source address="fd00::3" port port="8301" protocol="tcp" accept' # LAN gossip
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.0/24" port port="8301" protocol="udp" accept' # LAN gossip
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.1" port port="8301" protocol="udp" accept' # LAN gossip
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.2" port port="8301" protocol="udp" accept' # LAN gossip
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv6" source address="fd00::3" port port="8301" protocol="udp" accept' # LAN gossip
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.1" port port="8302" protocol="tcp" accept' # WAN gossip
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.9.0.1" port port="8302" protocol="tcp" accept' # WAN gossip
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.1" port port="8302" protocol="udp" accept' # WAN gossip
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.9.0.1" port port="8302" protocol="udp" accept' # WAN gossip
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.8.0.0/16" port port="8501" protocol="tcp" accept' # HTTPS API
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.0/24" port port="20000" protocol="tcp" accept' # sidecar of api
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.1" port port="20000" protocol="tcp" accept' # sidecar of api
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.2" port port="20000" protocol="tcp" accept' # sidecar of api
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv6" source address="fd00::3" port port="20000" protocol="tcp" accept' # sidecar of api
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.0/24" port port="7000" protocol="tcp" accept' # native (integrated itself)
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.1" port port="7000" protocol="tcp" accept' # native (integrated itself)
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.2" port port="7000" protocol="tcp" accept' # native (integrated itself)
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv6" source address="fd00::3" port port="7000" protocol="tcp" accept' # native (integrated itself)
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.0/24" port port="20001" protocol="tcp" accept' # sidecar of ev_il__ _(x)_
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.1" port port="20001" protocol="tcp" accept' # sidecar of ev_il__ _(x)_
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.2" port port="20001" protocol="tcp" accept' # sidecar of ev_il__ _(x)_
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv6" source address="fd00::3" port port="20001" protocol="tcp" accept' # sidecar of ev_il__ _(x)_
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.0/24" port port="21000-21255" protocol="tcp" accept' # sidecar range
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.1" port port="21000-21255" protocol="tcp" accept' # sidecar range
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv4" source address="10.0.0.2" port port="21000-21255" protocol="tcp" accept' # sidecar range
firewall-cmd --permanent --add-rich-rule='rule priority="-110" family="ipv6" source address="fd00::3" port port="21000-21255" protocol="tcp" accept' # sidecar range
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="8300" protocol="tcp" drop' # server RPC
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="8301" protocol="tcp" drop' # LAN gossip
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="8301" protocol="udp" drop' # LAN gossip
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="8302" protocol="tcp" drop' # WAN gossip
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="8302" protocol="udp" drop' # WAN gossip
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="8501" protocol="tcp" drop' # HTTPS API
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="20000" protocol="tcp" drop' # sidecar of api
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="7000" protocol="tcp" drop' # native (integrated itself)
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="20001" protocol="tcp" drop' # sidecar of ev_il__ _(x)_
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="21000-21255" protocol="tcp" drop' # sidecar range
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="8500" protocol="tcp" drop' # HTTP API
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="8502" protocol="tcp" drop' # gRPC
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="8503" protocol="tcp" drop' # gRPC with TLS
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="8600" protocol="tcp" drop' # DNS
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="8600" protocol="udp" drop' # DNS
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="21500-21755" protocol="tcp" drop' # exposed checks
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="19000" protocol="tcp" drop' # Envoy administration
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="8080" protocol="tcp" drop' # application behind the sidecar of web
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="8080" protocol="udp" drop' # application behind the sidecar of web
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="9090" protocol="tcp" drop' # application behind the sidecar of api
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="9090" protocol="udp" drop' # application behind the sidecar of api
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="9091" protocol="tcp" drop' # application behind the sidecar of ev_il__ _(x)_
firewall-cmd --permanent --add-rich-rule='rule priority="-100" port port="9091" protocol="udp" drop' # application behind the sidecar of ev_il__ _(x)_
firewall-cmd --reload
