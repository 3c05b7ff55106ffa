#!/bin/sh -e
iptables-restore --noflush <<'END'
*filter
:CONSULSECURITY - [0:0]
-A CONSULSECURITY -i lo -j RETURN
-A CONSULSECURITY -m conntrack --ctstate ESTABLISHED,RELATED -j RETURN
-A CONSULSECURITY -p tcp --dport 22 -j RETURN
-A CONSULSECURITY -s 10.0.0.0/24 -p tcp --dport 8300 -m comment --comment "server RPC" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.1 -p tcp --dport 8300 -m comment --comment "server RPC" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.2 -p tcp --dport 8300 -m comment --comment "server RPC" -j ACCEPT
-A CONSULSECURITY -s 10.9.0.1 -p tcp --dport 8300 -m comment --comment "server RPC" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.0/24 -p tcp --dport 8301 -m comment --comment "LAN gossip" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.1 -p tcp --dport 8301 -m comment --comment "LAN gossip" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.2 -p tcp --dport 8301 -m comment --comment "LAN gossip" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.0/24 -p udp --dport 8301 -m comment --comment "LAN gossip" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.1 -p udp --dport 8301 -m comment --comment "LAN gossip" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.2 -p udp --dport 8301 -m comment --comment "LAN gossip" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.1 -p tcp --dport 8302 -m comment --comment "WAN gossip" -j ACCEPT
-A CONSULSECURITY -s 10.9.0.1 -p tcp --dport 8302 -m comment --comment "WAN gossip" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.1 -p udp --dport 8302 -m comment --comment "WAN gossip" -j ACCEPT
-A CONSULSECURITY -s 10.9.0.1 -p udp --dport 8302 -m comment --comment "WAN gossip" -j ACCEPT
-A CONSULSECURITY -s 10.8.0.0/16 -p tcp --dport 8501 -m comment --comment "HTTPS API" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.0/24 -p tcp --dport 20000 -m comment --comment "sidecar of api" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.1 -p tcp --dport 20000 -m comment --comment "sidecar of api" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.2 -p tcp --dport 20000 -m comment --comment "sidecar of api" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.0/24 -p tcp --dport 7000 -m comment --comment "native (integrated itself)" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.1 -p tcp --dport 7000 -m comment --comment "native (integrated itself)" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.2 -p tcp --dport 7000 -m comment --comment "native (integrated itself)" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.0/24 -p tcp --dport 20001 -m comment --comment "sidecar of ev_il__ _(x)_" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.1 -p tcp --dport 20001 -m comment --comment "sidecar of ev_il__ _(x)_" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.2 -p tcp --dport 20001 -m comment --comment "sidecar of ev_il__ _(x)_" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.0/24 -p tcp --dport 21000:21255 -m comment --comment "sidecar range" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.1 -p tcp --dport 21000:21255 -m comment --comment "sidecar range" -j ACCEPT
-A CONSULSECURITY -s 10.0.0.2 -p tcp --dport 21000:21255 -m comment --comment "sidecar range" -j ACCEPT
-A CONSULSECURITY -p tcp --dport 8300 -m comment --comment "server RPC" -j DROP
-A CONSULSECURITY -p tcp --dport 8301 -m comment --comment "LAN gossip" -j DROP
-A CONSULSECURITY -p udp --dport 8301 -m comment --comment "LAN gossip" -j DROP
-A CONSULSECURITY -p tcp --dport 8302 -m comment --comment "WAN gossip" -j DROP
-A CONSULSECURITY -p udp --dport 8302 -m comment --comment "WAN gossip" -j DROP
-A CONSULSECURITY -p tcp --dport 8501 -m comment --comment "HTTPS API" -j DROP
-A CONSULSECURITY -p tcp --dport 20000 -m comment --comment "sidecar of api" -j DROP
-A CONSULSECURITY -p tcp --dport 7000 -m comment --comment "native (integrated itself)" -j DROP
-A CONSULSECURITY -p tcp --dport 20001 -m comment --comment "sidecar of ev_il__ _(x)_" -j DROP
-A CONSULSECURITY -p tcp --dport 21000:21255 -m comment --comment "sidecar range" -j DROP
-A CONSULSECURITY -p tcp --dport 8500 -m comment --comment "HTTP API" -j DROP
-A CONSULSECURITY -p tcp --dport 8502 -m comment --comment "gRPC" -j DROP
-A CONSULSECURITY -p tcp --dport 8503 -m comment --comment "gRPC with TLS" -j DROP
-A CONSULSECURITY -p tcp --dport 8600 -m comment --comment "DNS" -j DROP
-A CONSULSECURITY -p udp --dport 8600 -m comment --comment "DNS" -j DROP
-A CONSULSECURITY -p tcp --dport 21500:21755 -m comment --comment "exposed checks" -j DROP
-A CONSULSECURITY -p tcp --dport 19000 -m comment --comment "Envoy administration" -j DROP
-A CONSULSECURITY -p tcp --dport 8080 -m comment --comment "application behind the sidecar of web" -j DROP
-A CONSULSECURITY -p udp --dport 8080 -m comment --comment "application behind the sidecar of web" -j DROP
-A CONSULSECURITY -p tcp --dport 9090 -m comment --comment "application behind the sidecar of api" -j DROP
-A CONSULSECURITY -p udp --dport 9090 -m comment --comment "application behind the sidecar of api" -j DROP
-A CONSULSECURITY -p tcp --dport 9091 -m comment --comment "application behind the sidecar of ev_il__ _(x)_" -j DROP
-A CONSULSECURITY -p udp --dport 9091 -m comment --comment "application behind the sidecar of ev_il__ _(x)_" -j DROP
COMMIT
END
iptables -C INPUT -j CONSULSECURITY 2>/dev/null || iptables -I INPUT 1 -j CONSULSECURITY
ip6tables-restore --noflush <<'END'
*filter
:CONSULSECURITY - [0:0]
-A CONSULSECURITY -i lo -j RETURN
-A CONSULSECURITY -m conntrack --ctstate ESTABLISHED,RELATED -j RETURN
-A CONSULSECURITY -p tcp --dport 22 -j RETURN
-A CONSULSECURITY -s fd00::3 -p tcp --dport 8300 -m comment --comment "server RPC" -j ACCEPT
-A CONSULSECURITY -s fd00::3 -p tcp --dport 8301 -m comment --comment "LAN gossip" -j ACCEPT
-A CONSULSECURITY -s fd00::3 -p udp --dport 8301 -m comment --comment "LAN gossip" -j ACCEPT
-A CONSULSECURITY -s fd00::3 -p tcp --dport 20000 -m comment --comment "sidecar of api" -j ACCEPT
-A CONSULSECURITY -s fd00::3 -p tcp --dport 7000 -m comment --comment "native (integrated itself)" -j ACCEPT
-A CONSULSECURITY -s fd00::3 -p tcp --dport 20001 -m comment --comment "sidecar of ev_il__ _(x)_" -j ACCEPT
-A CONSULSECURITY -s fd00::3 -p tcp --dport 21000:21255 -m comment --comment "sidecar range" -j ACCEPT
-A CONSULSECURITY -p tcp --dport 8300 -m comment --comment "server RPC" -j DROP
-A CONSULSECURITY -p tcp --dport 8301 -m comment --comment "LAN gossip" -j DROP
-A CONSULSECURITY -p udp --dport 8301 -m comment --comment "LAN gossip" -j DROP
-A CONSULSECURITY -p tcp --dport 8302 -m comment --comment "WAN gossip" -j DROP
-A CONSULSECURITY -p udp --dport 8302 -m comment --comment "WAN gossip" -j DROP
-A CONSULSECURITY -p tcp --dport 8501 -m comment --comment "HTTPS API" -j DROP
-A CONSULSECURITY -p tcp --dport 20000 -m comment --comment "sidecar of api" -j DROP
-A CONSULSECURITY -p tcp --dport 7000 -m comment --comment "native (integrated itself)" -j DROP
-A CONSULSECURITY -p tcp --dport 20001 -m comment --comment "sidecar of ev_il__ _(x)_" -j DROP
-A CONSULSECURITY -p tcp --dport 21000:21255 -m comment --comment "sidecar range" -j DROP
-A CONSULSECURITY -p tcp --dport 8500 -m comment --comment "HTTP API" -j DROP
-A CONSULSECURITY -p tcp --dport 8502 -m comment --comment "gRPC" -j DROP
-A CONSULSECURITY -p tcp --dport 8503 -m comment --comment "gRPC with TLS" -j DROP
-A CONSULSECURITY -p tcp --dport 8600 -m comment --comment "DNS" -j DROP
-A CONSULSECURITY -p udp --dport 8600 -m comment --comment "DNS" -j DROP
-A CONSULSECURITY -p tcp --dport 21500:21755 -m comment --comment "exposed checks" -j DROP
-A CONSULSECURITY -p tcp --dport 19000 -m comment --comment "Envoy administration" -j DROP
-A CONSULSECURITY -p tcp --dport 8080 -m comment --comment "application behind the sidecar of web" -j DROP
-A CONSULSECURITY -p udp --dport 8080 -m comment --comment "application behind the sidecar of web" -j DROP
-A CONSULSECURITY -p tcp --dport 9090 -m comment --comment "application behind the sidecar of api" -j DROP
-A CONSULSECURITY -p udp --dport 9090 -m comment --comment "application behind the sidecar of api" -j DROP
-A CONSULSECURITY -p tcp --dport 9091 -m comment --comment "application behind the sidecar of ev_il__ _(x)_" -j DROP
-A CONSULSECURITY -p udp --dport 9091 -m comment --comment "application behind the sidecar of ev_il__ _(x)_" -j DROP
COMMIT
END
ip6tables -C INPUT -j CONSULSECURITY 2>/dev/null || ip6tables -I INPUT 1 -j CONSULSECURITY
