//! The commands whose output is read. The one table that drives both the script which collects and the recogniser of files.

/// A command of the AWS command line.
pub(super) struct Command {
    pub(super) service: &'static str,
    pub(super) name: &'static str,
    /// What it prints that is read.
    pub(super) lists: &'static [&'static str],
    /// Options it is always given.
    pub(super) options: &'static str,
    /// It is asked once for each subject.
    pub(super) each: Option<Each>,
    /// It answers alike in every Region.
    pub(super) is_global: bool,
}

/// What a command is asked once for.
pub(super) struct Each {
    /// The option that names the subject.
    pub(super) option: &'static str,
    /// The same as the API calls it, which may stand beside the result.
    pub(super) parameter: &'static str,
    /// The command that lists the subjects, and where they stand in its output.
    pub(super) subjects: &'static str,
    /// Options that are given in turn; the outputs stand one behind the other in one file.
    pub(super) turns: &'static [&'static str],
}

const fn once(
    service: &'static str,
    name: &'static str,
    lists: &'static [&'static str],
) -> Command {
    Command {
        service,
        name,
        lists,
        options: "",
        each: None,
        is_global: false,
    }
}

const fn each(
    service: &'static str,
    name: &'static str,
    lists: &'static [&'static str],
    (option, parameter, subjects): (&'static str, &'static str, &'static str),
) -> Command {
    let each = Each {
        option,
        parameter,
        subjects,
        turns: &[],
    };
    Command {
        service,
        name,
        lists,
        options: "",
        each: Some(each),
        is_global: false,
    }
}

const fn ec2(name: &'static str, lists: &'static [&'static str]) -> Command {
    once("ec2", name, lists)
}

const fn global(command: Command) -> Command {
    Command {
        is_global: true,
        ..command
    }
}

const TRANSIT_GATEWAY_ROUTE_TABLE: (&str, &str, &str) = (
    "--transit-gateway-route-table-id",
    "TransitGatewayRouteTableId",
    "ec2 describe-transit-gateway-route-tables --query TransitGatewayRouteTables[].TransitGatewayRouteTableId",
);
const LOAD_BALANCER: (&str, &str, &str) = (
    "--load-balancer-arn",
    "LoadBalancerArn",
    "elbv2 describe-load-balancers --query LoadBalancers[].LoadBalancerArn",
);
const TARGET_GROUP: (&str, &str, &str) = (
    "--target-group-arn",
    "TargetGroupArn",
    "elbv2 describe-target-groups --query TargetGroups[].TargetGroupArn",
);
const HOSTED_ZONES: &str = "route53 list-hosted-zones --query HostedZones[].Id";

/// Every command, in the order of the script: what lists subjects comes before what is asked for each.
pub(super) const COMMANDS: &[Command] = &[
    ec2("describe-availability-zones", &["AvailabilityZones"]),
    ec2("describe-vpcs", &["Vpcs"]),
    Command {
        each: Some(Each {
            option: "--vpc-id",
            parameter: "VpcId",
            subjects: "ec2 describe-vpcs --query Vpcs[].VpcId",
            turns: &[
                "--attribute enableDnsSupport",
                "--attribute enableDnsHostnames",
            ],
        }),
        ..ec2(
            "describe-vpc-attribute",
            &["EnableDnsSupport", "EnableDnsHostnames"],
        )
    },
    ec2(
        "describe-vpc-block-public-access-options",
        &["VpcBlockPublicAccessOptions"],
    ),
    ec2(
        "describe-vpc-block-public-access-exclusions",
        &["VpcBlockPublicAccessExclusions"],
    ),
    ec2("describe-subnets", &["Subnets"]),
    ec2("describe-route-tables", &["RouteTables"]),
    ec2("describe-network-acls", &["NetworkAcls"]),
    ec2("describe-security-groups", &["SecurityGroups"]),
    ec2("describe-security-group-rules", &["SecurityGroupRules"]),
    ec2("describe-managed-prefix-lists", &["PrefixLists"]),
    each(
        "ec2",
        "get-managed-prefix-list-entries",
        &["Entries"],
        (
            "--prefix-list-id",
            "PrefixListId",
            "ec2 describe-managed-prefix-lists --query PrefixLists[].PrefixListId",
        ),
    ),
    ec2("describe-prefix-lists", &["PrefixLists"]),
    ec2("describe-network-interfaces", &["NetworkInterfaces"]),
    ec2("describe-instances", &["Reservations"]),
    ec2("describe-addresses", &["Addresses"]),
    ec2("describe-internet-gateways", &["InternetGateways"]),
    ec2(
        "describe-egress-only-internet-gateways",
        &["EgressOnlyInternetGateways"],
    ),
    ec2("describe-nat-gateways", &["NatGateways"]),
    ec2(
        "describe-vpc-peering-connections",
        &["VpcPeeringConnections"],
    ),
    ec2("describe-transit-gateways", &["TransitGateways"]),
    ec2(
        "describe-transit-gateway-attachments",
        &["TransitGatewayAttachments"],
    ),
    ec2(
        "describe-transit-gateway-vpc-attachments",
        &["TransitGatewayVpcAttachments"],
    ),
    ec2(
        "describe-transit-gateway-peering-attachments",
        &["TransitGatewayPeeringAttachments"],
    ),
    ec2(
        "describe-transit-gateway-route-tables",
        &["TransitGatewayRouteTables"],
    ),
    each(
        "ec2",
        "get-transit-gateway-route-table-associations",
        &["Associations"],
        TRANSIT_GATEWAY_ROUTE_TABLE,
    ),
    each(
        "ec2",
        "get-transit-gateway-route-table-propagations",
        &["TransitGatewayRouteTablePropagations"],
        TRANSIT_GATEWAY_ROUTE_TABLE,
    ),
    Command {
        options: "--filters Name=state,Values=active,blackhole",
        ..each(
            "ec2",
            "search-transit-gateway-routes",
            &["Routes"],
            TRANSIT_GATEWAY_ROUTE_TABLE,
        )
    },
    ec2("describe-vpn-gateways", &["VpnGateways"]),
    ec2("describe-customer-gateways", &["CustomerGateways"]),
    ec2("describe-vpn-connections", &["VpnConnections"]),
    ec2("describe-dhcp-options", &["DhcpOptions"]),
    ec2("describe-vpc-endpoints", &["VpcEndpoints"]),
    ec2("describe-vpc-endpoint-services", &["ServiceDetails"]),
    ec2(
        "describe-vpc-endpoint-service-configurations",
        &["ServiceConfigurations"],
    ),
    each(
        "ec2",
        "describe-vpc-endpoint-service-permissions",
        &["AllowedPrincipals"],
        (
            "--service-id",
            "ServiceId",
            "ec2 describe-vpc-endpoint-service-configurations --query ServiceConfigurations[].ServiceId",
        ),
    ),
    ec2(
        "describe-vpc-endpoint-connections",
        &["VpcEndpointConnections"],
    ),
    once("elbv2", "describe-load-balancers", &["LoadBalancers"]),
    each(
        "elbv2",
        "describe-load-balancer-attributes",
        &["Attributes"],
        LOAD_BALANCER,
    ),
    each("elbv2", "describe-listeners", &["Listeners"], LOAD_BALANCER),
    once("elbv2", "describe-target-groups", &["TargetGroups"]),
    each(
        "elbv2",
        "describe-target-group-attributes",
        &["Attributes"],
        TARGET_GROUP,
    ),
    each(
        "elbv2",
        "describe-target-health",
        &["TargetHealthDescriptions"],
        TARGET_GROUP,
    ),
    global(once("route53", "list-hosted-zones", &["HostedZones"])),
    global(each(
        "route53",
        "get-hosted-zone",
        &["HostedZone", "VPCs"],
        ("--id", "Id", HOSTED_ZONES),
    )),
    global(each(
        "route53",
        "list-resource-record-sets",
        &["ResourceRecordSets"],
        ("--hosted-zone-id", "HostedZoneId", HOSTED_ZONES),
    )),
    once(
        "route53resolver",
        "list-resolver-endpoints",
        &["ResolverEndpoints"],
    ),
    each(
        "route53resolver",
        "list-resolver-endpoint-ip-addresses",
        &["IpAddresses"],
        (
            "--resolver-endpoint-id",
            "ResolverEndpointId",
            "route53resolver list-resolver-endpoints --query ResolverEndpoints[].Id",
        ),
    ),
    once("route53resolver", "list-resolver-rules", &["ResolverRules"]),
    once(
        "route53resolver",
        "list-resolver-rule-associations",
        &["ResolverRuleAssociations"],
    ),
];

/// Whether a key beside a result is a parameter of a request that says what the result belongs to.
pub(super) fn is_parameter(key: &str) -> bool {
    COMMANDS.iter().any(|command| {
        let each = command.each.as_ref();
        each.is_some_and(|each| each.parameter == key)
    })
}
