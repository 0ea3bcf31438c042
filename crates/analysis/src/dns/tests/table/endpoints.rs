//! Names of interface endpoints, load balancers, instances and resources.

use super::{
    super::{
        names::{peering, resource_endpoint, transit},
        servers::{INBOUND, SG},
        zone,
    },
    Group,
};

const REGION_B: &str = r#""vpc-d": {"Kind": "Vpc", "CidrBlock": "10.9.0.0/16", "Region": "us-east-1", "EnableDnsHostnames": true}"#;

pub(super) fn groups() -> Vec<Group> {
    let mut groups = vec![
        (REGION_B.to_owned(), "
            1.7 internet vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50
            1.7 vpc-p vpce-e-1a2b3c4d.vpce-svc-s.us-east-1.vpce.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50
            1.7 vpc-p vpce-e-use1-az1.vpce-svc-s.us-east-1.vpce.amazonaws.com -> NOERROR 10.0.1.50
            1.7 vpc-p vpce-e-1a2b3c4d-use1-az2.vpce-svc-s.us-east-1.vpce.amazonaws.com -> NOERROR 10.0.2.50
            1.7 vpc-p vpce-e-use1-az6.vpce-svc-s.us-east-1.vpce.amazonaws.com -> NXDOMAIN
            1.7 vpc-p vpce-gone.vpce-svc-s.us-east-1.vpce.amazonaws.com -> PUBLIC
            XDNS-02 vpc-d vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50
            IE-55 vpc-d vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com AAAA -> NODATA
            IE-66 vpc-c vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50 ! DNS_TLS_NAME_MISMATCH
            ES-34 vpc-c api.example.com -> NOERROR vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com, 10.0.1.50, 10.0.2.50
            ES-34 vpc-c api.example.com AAAA -> NODATA vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com
            IE-61 vpc-c below.api.example.com -> NXDOMAIN ! DNS_NXDOMAIN_IN_PHZ
            IE-61 vpc-d api.example.com -> PUBLIC ! DNS_PRIVATE_ZONE_NOT_VISIBLE
            XDNS-01 vpc-d api.example.com -> PUBLIC ! DNS_PRIVATE_ZONE_NOT_VISIBLE
            IE-64 sg-cli api.example.com CNAME -> NOERROR vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com
            DNS-08 internet nlb-n.elb.us-east-1.amazonaws.com -> NOERROR 10.0.1.100, 10.0.2.100
            XDNS-04 vpc-d nlb-n.elb.us-east-1.amazonaws.com -> NOERROR 10.0.1.100, 10.0.2.100
            NLB-03 vpc-c nlb-n-0a1b2c3d.elb.us-east-1.amazonaws.com -> NOERROR 10.0.1.100, 10.0.2.100
            NLB-03 vpc-c nlb-n.elb.eu-west-1.amazonaws.com -> PUBLIC"),
        (r#""nlb-n": {"Scheme": "internet-facing"}"#.to_owned(), "
            NLB-02 vpc-c nlb-n.elb.us-east-1.amazonaws.com -> PUBLIC"),
    ];
    groups.extend(private_names());
    groups.extend(families());
    groups.extend(of_aws());
    groups.extend(of_s3());
    groups.extend(of_instances());
    groups.extend(of_resources());
    groups
}

fn private_names() -> Vec<Group> {
    let second = r#""vpce-f": {"Kind": "VpcEndpoint", "VpcId": "vpc-c", "ServiceName": "com.amazonaws.vpce.us-east-1.vpce-svc-s", "PrivateDnsEnabled": true}"#;
    let own = zone(
        "zone-a",
        "api.example.com",
        &["api.example.com A 10.0.1.99"],
    );
    vec![
        (r#""vpce-e": {"PrivateDnsEnabled": false}"#.to_owned(), "
            IE-65 vpc-c api.example.com -> PUBLIC ! DNS_PUBLIC_ANSWER
            IE-65 vpc-c vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50
            IE-65 vpc-c below.api.example.com -> PUBLIC"),
        (r#""vpce-svc-s": {"PrivateDnsNameConfiguration": {"State": "pendingVerification"}}"#.to_owned(), "
            ES-32 vpc-c api.example.com -> PUBLIC ! DNS_PRIVATE_NAME_UNVERIFIED
            ES-33 vpc-c below.api.example.com -> PUBLIC"),
        (r#""vpce-svc-s": {"PrivateDnsNameConfiguration": {"State": "failed"}}"#.to_owned(), "
            ES-33 vpc-c api.example.com -> PUBLIC ! DNS_PRIVATE_NAME_UNVERIFIED"),
        (r#""vpce-svc-s": {"PrivateDnsName": "*.example.com"}"#.to_owned(), "
            ES-30 vpc-c any.example.com CNAME -> NOERROR vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com
            ES-30 vpc-c far.any.example.com CNAME -> NOERROR vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com
            ES-30 vpc-c example.com -> PUBLIC"),
        (second.to_owned(), "
            IE-62 vpc-c api.example.com CNAME -> NOERROR vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com ! DNS_ZONE_CONFLICT"),
        (own, "
            IE-63 vpc-c api.example.com -> NOERROR 10.0.1.99 ! DNS_ZONE_CONFLICT"),
    ]
}

/// The type of record by address family: one endpoint with both kinds of address, set in each way.
fn families() -> Vec<Group> {
    let endpoint = |options: &str| {
        format!(
            r#""vpce-e": {{"SubnetIds": ["subnet-c-a"], "SubnetConfigurations": [{{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.50", "Ipv6": "2001:db8::50"}}], {options}}}"#
        )
    };
    let regional = |chosen: &str| {
        endpoint(&format!(
            r#""IpAddressType": "dualstack", "DnsOptions": {{"DnsRecordIpType": "{chosen}"}}"#
        ))
    };
    vec![
        (endpoint(r#""IpAddressType": "ipv4""#), "
            IE-55 vpc-c api.example.com A -> NOERROR vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com, 10.0.1.50
            IE-55 vpc-c vpce-e-use1-az1.vpce-svc-s.us-east-1.vpce.amazonaws.com AAAA -> NODATA"),
        (endpoint(r#""IpAddressType": "ipv6""#), "
            IE-56 vpc-c vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com A -> NODATA
            IE-56 vpc-c vpce-e-use1-az1.vpce-svc-s.us-east-1.vpce.amazonaws.com AAAA -> NOERROR 2001:db8::50"),
        (endpoint(r#""IpAddressType": "dualstack""#), "
            IE-57 vpc-c vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com A -> NOERROR 10.0.1.50
            IE-57 vpc-c vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com AAAA -> NOERROR 2001:db8::50
            IE-57 vpc-c vpce-e-use1-az1.vpce-svc-s.us-east-1.vpce.amazonaws.com AAAA -> NOERROR 2001:db8::50"),
        (regional("ipv4"), "
            IE-57 vpc-c vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com A -> NOERROR 10.0.1.50
            IE-57 vpc-c vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com AAAA -> NODATA"),
        (regional("ipv6"), "
            IE-57 vpc-c vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com A -> NODATA
            IE-57 vpc-c vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com AAAA -> NOERROR 2001:db8::50"),
        (regional("service-defined"), "
            IE-57 vpc-c api.example.com A -> NOERROR vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com, 10.0.1.50
            IE-57 vpc-c api.example.com AAAA -> NODATA vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com
            IE-57 vpc-c vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com AAAA -> NOERROR 2001:db8::50
            IE-57 vpc-c vpce-e-use1-az1.vpce-svc-s.us-east-1.vpce.amazonaws.com AAAA -> NOERROR 2001:db8::50"),
    ]
}

fn service(name: &str, more: &str) -> String {
    format!(r#""vpce-e": {{"ServiceName": "com.amazonaws.us-east-1.{name}"{more}}}"#)
}

fn of_aws() -> Vec<Group> {
    let hub = zone(
        "zone-hub",
        "logs.us-east-1.amazonaws.com",
        &["logs.us-east-1.amazonaws.com A =vpce-e.logs.us-east-1.vpce.amazonaws.com"],
    );
    let elsewhere = r#""vpce-e": {"ServiceName": "com.amazonaws.eu-west-1.kms", "ServiceRegion": "eu-west-1", "PrivateDnsEnabled": false}"#;
    let second = r#""subnet-p-a": {}, "vpce-f": {"Kind": "VpcEndpoint", "VpcId": "vpc-p", "ServiceName": "com.amazonaws.us-east-1.logs", "PrivateDnsEnabled": true,
        "SubnetIds": ["subnet-p-a"], "SubnetConfigurations": [{"SubnetId": "subnet-p-a", "Ipv4": "10.0.1.77"}]}"#;
    vec![
        (
            service("logs", ""),
            "
            5.6 vpc-c logs.us-east-1.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50
            5.6 vpc-c monitoring.us-east-1.amazonaws.com -> PUBLIC
            IE-68 vpc-c logs.eu-west-1.amazonaws.com -> PUBLIC
            XDNS-01 vpc-p logs.us-east-1.amazonaws.com -> PUBLIC ! DNS_PRIVATE_ZONE_NOT_VISIBLE
            1.7 vpc-p vpce-e.logs.us-east-1.vpce.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50",
        ),
        (
            service("ecr.dkr", ""),
            "
            5.6 vpc-c 1234.dkr.ecr.us-east-1.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50
            5.6 vpc-c dkr.ecr.us-east-1.amazonaws.com -> PUBLIC
            5.6 vpc-c api.ecr.us-east-1.amazonaws.com -> PUBLIC
            1.7 vpc-c vpce-e.dkr.ecr.us-east-1.vpce.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50",
        ),
        (
            service("execute-api", ""),
            "
            5.6 vpc-c a1b2.execute-api.us-east-1.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50",
        ),
        (
            format!(
                "{}, {hub}",
                service("logs", r#", "PrivateDnsEnabled": false"#)
            ),
            "
            5.6 vpc-c logs.us-east-1.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50
            IE-65 vpc-c below.logs.us-east-1.amazonaws.com -> NXDOMAIN",
        ),
        (
            format!("{}, {second}", service("logs", "")),
            "
            XDNS-03 vpc-c logs.us-east-1.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50
            XDNS-03 vpc-p logs.us-east-1.amazonaws.com -> NOERROR 10.0.1.77",
        ),
        (
            elsewhere.to_owned(),
            "
            IE-80 vpc-c vpce-e.kms.eu-west-1.vpce.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50
            IE-88 vpc-c vpce-e-use1-az1.kms.eu-west-1.vpce.amazonaws.com -> NXDOMAIN
            IE-68 vpc-c kms.us-east-1.amazonaws.com -> PUBLIC
            IE-65 vpc-c kms.eu-west-1.amazonaws.com -> PUBLIC ! DNS_PUBLIC_ANSWER",
        ),
    ]
}

fn of_s3() -> Vec<Group> {
    let s3 = |options: &str| {
        let inbound = format!("{INBOUND}, {SG}");
        format!(
            "{}, {inbound}",
            service("s3", &format!(r#", "DnsOptions": {{{options}}}"#))
        )
    };
    let asking = r#""dopt-1": {"Kind": "DhcpOptions", "DomainNameServers": ["10.0.1.53"]}, "vpc-c": {"DhcpOptionsId": "dopt-1"}"#;
    vec![
        (s3(""), "
            S3-02 i-client s3.us-east-1.amazonaws.com -> PUBLIC ! DNS_S3_INBOUND_ONLY
            S3-03 i-client bucket.s3.us-east-1.amazonaws.com -> PUBLIC ! DNS_S3_INBOUND_ONLY
            S3-01 i-client bucket.vpce-e-0abc.s3.us-east-1.vpce.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50
            S3-01 internet accesspoint.vpce-e.s3.us-east-1.vpce.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50
            S3-01 i-client control.vpce-e.s3.us-east-1.vpce.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50"),
        (format!("{}, {asking}", s3("")), "
            S3-02 i-client s3.us-east-1.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50"),
        (s3(r#""PrivateDnsOnlyForInboundResolverEndpoint": false"#), "
            S3-04 i-client s3.us-east-1.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50
            S3-06a i-client bucket.s3.us-east-1.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50
            S3-06a i-client 1234.s3-control.us-east-1.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50
            S3-06a i-client a.s3-accesspoint.us-east-1.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50
            S3-06b i-client s3.dualstack.us-east-1.amazonaws.com -> PUBLIC
            S3-06b i-client s3.us-east-1.amazonaws.com AAAA -> NODATA"),
    ]
}

fn of_instances() -> Vec<Group> {
    let options = r#""i-client": {"Ipv6Address": "2001:db8::10", "PublicIpAddress": "203.0.113.25",
        "PrivateDnsNameOptions": {"EnableResourceNameDnsARecord": true, "EnableResourceNameDnsAAAARecord": true}}"#;
    vec![
        (options.to_owned(), "
            5.7 vpc-c ip-10-0-1-10.ec2.internal -> NOERROR 10.0.1.10
            5.7 vpc-c ip-10-0-1-20.ec2.internal -> NOERROR 10.0.1.20
            5.7 vpc-c ip-10-0-1-11.ec2.internal -> NXDOMAIN
            5.7 vpc-c i-client.ec2.internal -> NOERROR 10.0.1.10
            5.7 vpc-c i-client.ec2.internal AAAA -> NOERROR 2001:db8::10
            5.7 vpc-p i-client.ec2.internal -> UNKNOWN ! PL_UNVERIFIED
            5.7 vpc-c ec2-203-0-113-25.compute-1.amazonaws.com -> NOERROR 10.0.1.10
            DNS-06 internet ec2-203-0-113-25.compute-1.amazonaws.com -> NOERROR 203.0.113.25
            5.7 vpc-p ec2-203-0-113-25.compute-1.amazonaws.com -> NOERROR 203.0.113.25
            RSLV-08 vpc-c 10.1.0.10.in-addr.arpa PTR -> NOERROR ip-10-0-1-10.ec2.internal
            RSLV-08 vpc-c 11.1.0.10.in-addr.arpa PTR -> NXDOMAIN
            RSLV-08 vpc-c 1.20.172.in-addr.arpa PTR -> NXDOMAIN
            RSLV-08 vpc-c 8.8.8.8.in-addr.arpa PTR -> PUBLIC"),
        (r#""vpc-c": {"AutodefinedReverse": false}"#.to_owned(), "
            RSLV-08 vpc-c 10.1.0.10.in-addr.arpa PTR -> PUBLIC"),
        (r#""vpc-c": {"Region": "eu-west-1"}"#.to_owned(), "
            DHCP-02 vpc-c ip-10-0-1-10.eu-west-1.compute.internal -> NOERROR 10.0.1.10
            DHCP-02 vpc-c ip-10-0-1-10.ec2.internal -> PUBLIC"),
        (r#""i-client": {"PublicIpAddress": "203.0.113.25"}, "vpc-c": {"EnableDnsHostnames": false}"#.to_owned(), "
            DNS-06 internet ec2-203-0-113-25.compute-1.amazonaws.com -> PUBLIC"),
        (peering("active", true), "
            PCX-08 vpc-d ec2-203-0-113-25.compute-1.amazonaws.com -> NOERROR 10.0.1.10"),
        (peering("active", false), "
            PCX-08 vpc-d ec2-203-0-113-25.compute-1.amazonaws.com -> NOERROR 203.0.113.25"),
        (transit("enable", "enable"), "
            TGW-11 vpc-d ec2-203-0-113-25.compute-1.amazonaws.com -> NOERROR 10.0.1.10"),
        (transit("enable", "disable"), "
            TGW-11 vpc-d ec2-203-0-113-25.compute-1.amazonaws.com -> NOERROR 203.0.113.25"),
    ]
}

fn of_resources() -> Vec<Group> {
    let network = format!(
        r#"{}, "sn-1": {{"Kind": "ServiceNetwork", "ResourceConfigurationIds": ["rcfg-1"], "VPCIds": ["vpc-p"]}}"#,
        resource_endpoint("VERIFIED", "", true)
            .replace(
                r#""VpcEndpointType": "Resource""#,
                r#""VpcEndpointType": "ServiceNetwork""#
            )
            .replace(
                r#""ResourceConfigurationArn": "rcfg-1""#,
                r#""ServiceNetworkArn": "sn-1""#
            )
    );
    let twice = format!(
        "{}, {}",
        resource_endpoint("VERIFIED", "", true),
        resource_endpoint("VERIFIED", "", true).replace("vpce-r", "vpce-s"),
    );
    vec![
        (
            resource_endpoint("VERIFIED", "", true),
            "
            RS-09 vpc-c db.example.org -> NOERROR 10.0.1.88
            RS-09 vpc-p vpce-r.rcfg-1.4232ccc.vpc-lattice-rsc.us-east-1.on.aws -> NOERROR 10.0.1.88
            RS-09 vpc-c below.db.example.org -> NXDOMAIN
            RS-09 vpc-p db.example.org -> PUBLIC",
        ),
        (
            resource_endpoint("PENDING", "", true),
            "
            RS-09 vpc-c db.example.org -> PUBLIC ! DNS_PRIVATE_NAME_UNVERIFIED",
        ),
        (
            network,
            "
            SN-02 vpc-c db.example.org -> UNKNOWN
            SN-05 vpc-p db.example.org -> UNKNOWN",
        ),
        (
            twice,
            "
            RS-11 vpc-c db.example.org -> NOERROR 10.0.1.88 ! DNS_ZONE_CONFLICT",
        ),
    ]
}
