//! A small design as the file a user would have.

use serde_json::{Map, Value, json};

use crate::small::{AclEntry, Design, Peer, Range, Route, Rule, Target, Transport, address};

pub(crate) fn instance_id(instance: usize) -> String {
    format!("i-{instance}")
}

pub(crate) fn write(design: &Design) -> Value {
    let mut resources = Map::new();
    let mut add = |id: String, fields: Value| resources.insert(id, fields);
    for (index, vpc) in design.vpcs.iter().enumerate() {
        let id = format!("vpc-{index}");
        add(
            id.clone(),
            json!({"Kind": "Vpc", "Region": "us-east-1", "CidrBlock": range(vpc.range)}),
        );
        add(
            format!("rtb-{index}"),
            json!({"Kind": "RouteTable", "VpcId": id, "Associations": [{"Main": true}],
                "Routes": routes(index, &vpc.routes)}),
        );
        if vpc.internet_gateway {
            add(
                format!("igw-{index}"),
                json!({"Kind": "InternetGateway", "VpcId": id}),
            );
        }
    }
    for (index, subnet) in design.subnets.iter().enumerate() {
        let (id, vpc) = (format!("subnet-{index}"), format!("vpc-{}", subnet.vpc));
        add(
            id.clone(),
            json!({"Kind": "Subnet", "VpcId": vpc, "CidrBlock": range(subnet.range),
                "AvailabilityZoneId": format!("use1-az{}", subnet.zone + 1)}),
        );
        if let Some(own) = &subnet.routes {
            add(
                format!("rtb-subnet-{index}"),
                json!({"Kind": "RouteTable", "VpcId": vpc, "Associations": [{"SubnetId": id}],
                    "Routes": routes(subnet.vpc, own)}),
            );
        }
        if let Some(entries) = &subnet.acl {
            add(
                format!("acl-{index}"),
                json!({"Kind": "NetworkAcl", "VpcId": vpc, "Associations": [{"SubnetId": id}],
                    "Entries": entries.iter().enumerate().map(acl_entry).collect::<Vec<_>>()}),
            );
        }
    }
    for (index, group) in design.groups.iter().enumerate() {
        add(
            format!("sg-{index}"),
            json!({"Kind": "SecurityGroup", "VpcId": format!("vpc-{}", group.vpc),
                "SecurityGroupRules": group.rules.iter().map(rule).collect::<Vec<_>>()}),
        );
    }
    for (index, instance) in design.instances.iter().enumerate() {
        add(
            instance_id(index),
            json!({"Kind": "Instance", "SubnetId": format!("subnet-{}", instance.subnet),
                "PrivateIpAddress": address(instance.address),
                "PublicIpAddress": instance.public.map(address),
                "SecurityGroupIds": [format!("sg-{}", instance.group)],
                "State": if instance.running { "running" } else { "stopped" }}),
        );
    }
    add_gateways(design, &mut add);
    add_privatelink(design, &mut add);
    json!({"version": 1, "resources": resources, "layout": {}, "checks": []})
}

fn add_gateways(design: &Design, add: &mut impl FnMut(String, Value) -> Option<Value>) {
    for (index, nat) in design.nats.iter().enumerate() {
        let connectivity = if nat.public.is_some() {
            "public"
        } else {
            "private"
        };
        add(
            format!("nat-{index}"),
            json!({"Kind": "NatGateway", "SubnetId": format!("subnet-{}", nat.subnet),
                "ConnectivityType": connectivity,
                "State": if nat.available { "available" } else { "failed" },
                "NatGatewayAddresses": [{"PrivateIp": address(nat.address), "PublicIp": nat.public.map(address)}]}),
        );
    }
    for (index, peering) in design.peerings.iter().enumerate() {
        let [requester, accepter] = peering
            .vpcs
            .map(|vpc| json!({"VpcId": format!("vpc-{vpc}")}));
        add(
            format!("pcx-{index}"),
            json!({"Kind": "VpcPeeringConnection", "RequesterVpcInfo": requester, "AccepterVpcInfo": accepter,
                "Status": if peering.active { "active" } else { "pending-acceptance" }}),
        );
    }
    if design.transit_tables.is_empty() {
        return;
    }
    add(
        "tgw-0".to_owned(),
        json!({"Kind": "TransitGateway", "Region": "us-east-1", "State": "available"}),
    );
    for (index, attachment) in design.attachments.iter().enumerate() {
        let subnets: Vec<String> = attachment
            .subnets
            .iter()
            .map(|subnet| format!("subnet-{subnet}"))
            .collect();
        add(
            format!("tgw-attach-{index}"),
            json!({"Kind": "TransitGatewayAttachment", "TransitGatewayId": "tgw-0", "ResourceType": "vpc",
                "ResourceId": format!("vpc-{}", attachment.vpc), "SubnetIds": subnets,
                "State": if attachment.available { "available" } else { "pendingAcceptance" }}),
        );
    }
    let named = |attachment: &usize| json!({"TransitGatewayAttachmentId": format!("tgw-attach-{attachment}")});
    for (index, table) in design.transit_tables.iter().enumerate() {
        let routes = table.routes.iter().map(|(to, attachment)| match attachment {
            Some(attachment) => json!({"DestinationCidrBlock": range(*to), "Type": "static", "State": "active",
                "TransitGatewayAttachmentId": format!("tgw-attach-{attachment}")}),
            None => json!({"DestinationCidrBlock": range(*to), "Type": "static", "State": "blackhole"}),
        });
        add(
            format!("tgw-rtb-{index}"),
            json!({"Kind": "TransitGatewayRouteTable", "TransitGatewayId": "tgw-0",
                "Associations": table.associated.iter().map(named).collect::<Vec<_>>(),
                "Propagations": table.propagated.iter().map(named).collect::<Vec<_>>(),
                "Routes": routes.collect::<Vec<_>>()}),
        );
    }
}

fn add_privatelink(design: &Design, add: &mut impl FnMut(String, Value) -> Option<Value>) {
    for (index, service) in design.services.iter().enumerate() {
        let vpc = format!("vpc-{}", service.vpc);
        let nodes = service.nodes.iter().map(|(subnet, at)| {
            json!({"SubnetId": format!("subnet-{subnet}"), "PrivateIPv4Address": address(*at)})
        });
        let groups: Vec<String> = service
            .group
            .iter()
            .map(|group| format!("sg-{group}"))
            .collect();
        add(
            format!("nlb-{index}"),
            json!({"Kind": "LoadBalancer", "Type": "network", "Scheme": "internal", "VpcId": vpc,
                "SubnetMappings": nodes.collect::<Vec<_>>(), "SecurityGroups": groups,
                "LoadBalancerAttributes": {"load_balancing.cross_zone.enabled": service.cross_zone},
                "EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic": if service.enforce { "on" } else { "off" }}),
        );
        let protocol = transport_word(Some(service.transport)).to_uppercase();
        add(
            format!("listener-{index}"),
            json!({"Kind": "Listener", "LoadBalancerArn": format!("nlb-{index}"), "Protocol": protocol,
                "Port": service.port,
                "DefaultActions": [{"Type": "forward", "TargetGroupArn": format!("tg-{index}")}]}),
        );
        let targets = service
            .targets
            .iter()
            .map(|target| json!({"Id": instance_id(*target)}));
        add(
            format!("tg-{index}"),
            json!({"Kind": "TargetGroup", "VpcId": vpc, "TargetType": "instance", "Protocol": protocol,
                "Port": service.target_port, "Targets": targets.collect::<Vec<_>>()}),
        );
        add(
            format!("vpce-svc-{index}"),
            json!({"Kind": "VpcEndpointService", "NetworkLoadBalancerArns": [format!("nlb-{index}")],
                "ServiceState": "Available"}),
        );
    }
    for (index, endpoint) in design.endpoints.iter().enumerate() {
        let subnets: Vec<String> = endpoint
            .interfaces
            .iter()
            .map(|(subnet, _)| format!("subnet-{subnet}"))
            .collect();
        let configurations = endpoint.interfaces.iter().map(
            |(subnet, at)| json!({"SubnetId": format!("subnet-{subnet}"), "Ipv4": address(*at)}),
        );
        add(
            format!("vpce-{index}"),
            json!({"Kind": "VpcEndpoint", "VpcEndpointType": "Interface", "VpcId": format!("vpc-{}", endpoint.vpc),
                "ServiceName": format!("com.amazonaws.vpce.us-east-1.vpce-svc-{}", endpoint.service),
                "SubnetIds": subnets, "SubnetConfigurations": configurations.collect::<Vec<_>>(),
                "SecurityGroupIds": [format!("sg-{}", endpoint.group)],
                "State": if endpoint.available { "Available" } else { "PendingAcceptance" }}),
        );
    }
}

fn range(Range(first, length): Range) -> String {
    format!("{}/{length}", address(first))
}

fn routes(vpc: usize, routes: &[Route]) -> Vec<Value> {
    let route = |route: &Route| {
        let (field, target) = match route.target {
            Target::InternetGateway => ("GatewayId", format!("igw-{vpc}")),
            Target::Nat(nat) => ("NatGatewayId", format!("nat-{nat}")),
            Target::Peering(peering) => ("VpcPeeringConnectionId", format!("pcx-{peering}")),
            Target::TransitGateway => ("TransitGatewayId", "tgw-0".to_owned()),
            Target::Blackhole => ("State", "blackhole".to_owned()),
        };
        json!({"DestinationCidrBlock": range(route.to), field: target})
    };
    routes.iter().map(route).collect()
}

fn transport_word(transport: Option<Transport>) -> &'static str {
    match transport {
        None => "-1",
        Some(Transport::Tcp) => "tcp",
        Some(Transport::Udp) => "udp",
        Some(Transport::Icmp) => "icmp",
    }
}

fn acl_entry((index, entry): (usize, &AclEntry)) -> Value {
    let protocol = match entry.transport {
        None => "-1",
        Some(Transport::Tcp) => "6",
        Some(Transport::Udp) => "17",
        Some(Transport::Icmp) => "1",
    };
    let (from, to) = entry.ports;
    let ports = entry.transport.map(|_| json!({"From": from, "To": to}));
    json!({"RuleNumber": 100 + index, "Egress": entry.egress, "Protocol": protocol, "PortRange": ports,
        "RuleAction": if entry.allow { "allow" } else { "deny" }, "CidrBlock": range(entry.peer)})
}

fn rule(rule: &Rule) -> Value {
    let (from, to) = match rule.transport {
        Some(Transport::Tcp | Transport::Udp) => (i32::from(rule.ports.0), i32::from(rule.ports.1)),
        None | Some(Transport::Icmp) => (-1, -1),
    };
    let (field, peer) = match rule.peer {
        Peer::Range(peer) => ("CidrIpv4", range(peer)),
        Peer::Group(group) => ("ReferencedGroupId", format!("sg-{group}")),
    };
    json!({"IsEgress": rule.egress, "IpProtocol": transport_word(rule.transport), "FromPort": from, "ToPort": to,
        field: peer})
}
