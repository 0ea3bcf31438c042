//! Hosted zones, private and public, and what the resolver has without them.

use super::{
    super::{zone, zone_of},
    Group,
};

const PUBLIC_WHOSE: &str = r#""PrivateZone": false"#;

pub(super) fn groups() -> Vec<Group> {
    vec![
        records(),
        nested(),
        split_view(),
        wildcards(),
        leading_on(),
        (several_accounts(), "
            PHZ-01 vpc-c www.corp.example -> NOERROR 10.0.0.1
            PHZ-01 vpc-p www.corp.example -> NOERROR 10.0.0.1
            PHZ-01 internet www.corp.example -> PUBLIC ! DNS_PRIVATE_ZONE_NOT_VISIBLE
            PHZ-01 vpc-e www.corp.example -> NOERROR 10.0.0.1"),
        (theirs(), "
            PHZ-08 vpc-c www.corp.example -> PUBLIC ! DNS_PRIVATE_ZONE_NOT_VISIBLE
            PHZ-01 vpc-p www.corp.example -> NOERROR 10.0.0.1
            PHZ-08 vpc-d www.corp.example -> PUBLIC ! DNS_PRIVATE_ZONE_NOT_VISIBLE"),
        (twice(), "
            PHZ-06 vpc-c www.corp.example -> NOERROR 10.0.0.1 ! DNS_ZONE_CONFLICT
            PHZ-06 vpc-c www.dev.corp.example -> NXDOMAIN ! DNS_NXDOMAIN_IN_PHZ"),
        (without("EnableDnsHostnames"), "
            PHZ-14 vpc-c www.corp.example -> PUBLIC ! DNS_HOSTNAMES_DISABLED
            DNS-07 vpc-c api.example.com -> PUBLIC ! DNS_HOSTNAMES_DISABLED
            DNS-07 vpc-c ip-10-0-1-10.ec2.internal -> PUBLIC ! DNS_HOSTNAMES_DISABLED
            IE-60 vpc-c api.example.com CNAME -> PUBLIC ! DNS_HOSTNAMES_DISABLED
            RSLV-08 vpc-c 10.1.0.10.in-addr.arpa PTR -> PUBLIC ! DNS_HOSTNAMES_DISABLED
            XDNS-02 vpc-c vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com -> NOERROR 10.0.1.50, 10.0.2.50"),
        (without("EnableDnsSupport"), "
            DNS-05 vpc-c www.corp.example -> TIMEOUT ! DNS_RESOLVER_DISABLED
            DNS-05 vpc-c vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com -> TIMEOUT ! DNS_RESOLVER_DISABLED
            DNS-07 vpc-c api.example.com -> TIMEOUT ! DNS_RESOLVER_DISABLED
            DNS-05 vpc-p www.corp.example -> PUBLIC ! DNS_PRIVATE_ZONE_NOT_VISIBLE"),
        policies(),
    ]
}

fn corp(records: &[&str]) -> String {
    zone("zone-a", "corp.example", records)
}

/// Every type of PHZ-09.
fn records() -> Group {
    let zone = corp(&[
        "corp.example A 10.0.0.1",
        "corp.example SOA ns-1.corp.example host.corp.example 1 7200 900 1209600 300",
        "corp.example NS ns-1.corp.example, ns-2.corp.example",
        "www.corp.example A 10.0.0.2, 10.0.0.3",
        "www.corp.example AAAA 2001:db8::2",
        "t.corp.example TXT hello",
        "m.corp.example MX 10 www.corp.example",
        "n.corp.example NAPTR 100 50 u E2U+sip !^.*$!sip:a@corp.example! .",
        "1.0.0.10.corp.example PTR www.corp.example",
        "_sip._tcp.corp.example SRV 1 10 5060 www.corp.example",
        "s.corp.example SPF v=spf1 -all",
        "c.corp.example CAA 0 issue ca.example",
        "d.corp.example DS 60485 5 1 2BB183AF",
        "_443._tcp.corp.example TLSA 3 1 1 2bb183",
        "h.corp.example SSHFP 4 2 2bb183",
        "v.corp.example SVCB 1 www.corp.example",
        "w.corp.example HTTPS 1 .",
        "xn--bcher-kva.corp.example A 10.0.0.4",
        "wrong.corp.example A 2001:db8::1",
        "wrong6.corp.example AAAA 10.0.0.1",
        "a.b.c.corp.example A 10.0.0.5",
    ]);
    (zone, "
        PHZ-09 vpc-c corp.example A -> NOERROR 10.0.0.1
        PHZ-09 vpc-c corp.example SOA -> NOERROR ns-1.corp.example host.corp.example 1 7200 900 1209600 300
        PHZ-09 vpc-c corp.example NS -> NOERROR ns-1.corp.example, ns-2.corp.example
        PHZ-09 vpc-c www.corp.example A -> NOERROR 10.0.0.2, 10.0.0.3
        PHZ-09 vpc-c www.corp.example AAAA -> NOERROR 2001:db8::2
        PHZ-09 vpc-c t.corp.example TXT -> NOERROR hello
        PHZ-09 vpc-c m.corp.example MX -> NOERROR 10 www.corp.example
        PHZ-09 vpc-c n.corp.example NAPTR -> NOERROR 100 50 u E2U+sip !^.*$!sip:a@corp.example! .
        PHZ-09 vpc-c 1.0.0.10.corp.example PTR -> NOERROR www.corp.example
        PHZ-09 vpc-c _sip._tcp.corp.example SRV -> NOERROR 1 10 5060 www.corp.example
        PHZ-09 vpc-c s.corp.example SPF -> NOERROR v=spf1 -all
        PHZ-09 vpc-c c.corp.example CAA -> NOERROR 0 issue ca.example
        PHZ-09 vpc-c d.corp.example DS -> NOERROR 60485 5 1 2BB183AF
        PHZ-09 vpc-c _443._tcp.corp.example TLSA -> NOERROR 3 1 1 2bb183
        PHZ-09 vpc-c h.corp.example SSHFP -> NOERROR 4 2 2bb183
        PHZ-09 vpc-c v.corp.example SVCB -> NOERROR 1 www.corp.example
        PHZ-09 vpc-c w.corp.example HTTPS -> NOERROR 1 .
        PHZ-09 vpc-c xn--bcher-kva.corp.example -> NOERROR 10.0.0.4
        PHZ-09 vpc-c wrong.corp.example A -> NODATA ! UNKNOWN_RESOURCE
        PHZ-09 vpc-c wrong6.corp.example AAAA -> NODATA ! UNKNOWN_RESOURCE
        PHZ-02 vpc-c WWW.Corp.Example. A -> NOERROR 10.0.0.2, 10.0.0.3
        PHZ-02 vpc-c notcorp.example A -> PUBLIC
        PHZ-02 vpc-c example A -> PUBLIC
        PHZ-03 vpc-c none.corp.example -> NXDOMAIN ! DNS_NXDOMAIN_IN_PHZ
        PHZ-03 vpc-c below.www.corp.example -> NXDOMAIN ! DNS_NXDOMAIN_IN_PHZ
        PHZ-04 vpc-c t.corp.example A -> NODATA ! DNS_NXDOMAIN_IN_PHZ
        PHZ-04 vpc-c corp.example MX -> NODATA ! DNS_NXDOMAIN_IN_PHZ
        PHZ-04 vpc-c b.c.corp.example A -> NODATA ! DNS_NXDOMAIN_IN_PHZ
        PHZ-05 vpc-c www.example.net -> PUBLIC
        PHZ-05 vpc-c . NS -> PUBLIC
        DNS-08 vpc-p www.example.net -> PUBLIC
        5.5 vpc-c bücher.corp.example -> SERVFAIL ! DNS_INVALID_NAME
        5.5 vpc-c a..corp.example -> SERVFAIL ! DNS_INVALID_NAME
        5.5 i-gone www.corp.example -> SERVFAIL ! UNKNOWN_RESOURCE")
}

fn nested() -> Group {
    let zones = [
        corp(&[
            "a.dev.corp.example A 10.0.0.1",
            "www.corp.example A 10.0.0.2",
        ]),
        zone(
            "zone-b",
            "dev.corp.example.",
            &["b.dev.corp.example A 10.0.0.3"],
        ),
        zone("zone-root", ".", &["org A 10.0.0.4"]),
    ];
    (zones.join(", "), "
        PHZ-02 vpc-c b.dev.corp.example -> NOERROR 10.0.0.3
        PHZ-02 vpc-c www.corp.example -> NOERROR 10.0.0.2
        PHZ-03 vpc-c a.dev.corp.example -> NXDOMAIN ! DNS_NXDOMAIN_IN_PHZ
        PHZ-02 vpc-c org -> NOERROR 10.0.0.4
        PHZ-03 vpc-c www.example.net -> NXDOMAIN ! DNS_NXDOMAIN_IN_PHZ
        PHZ-06 vpc-c dev.corp.example -> NODATA
        RSLV-01 vpc-c api.example.com CNAME -> NOERROR vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com
        RSLV-01 vpc-c ip-10-0-1-10.ec2.internal -> NOERROR 10.0.1.10")
}

fn split_view() -> Group {
    let public = zone_of(
        "zone-pub",
        "example.com",
        PUBLIC_WHOSE,
        &[
            "www.example.com A 203.0.113.5",
            "api.example.com A 203.0.113.6",
            "sub.example.com NS ns.example.net",
        ],
    );
    let private = zone("zone-prv", "example.com", &["intra.example.com A 10.0.0.1"]);
    (format!("{public}, {private}"), "
        PHZ-07 vpc-c www.example.com -> NXDOMAIN ! DNS_NXDOMAIN_IN_PHZ
        PHZ-07 vpc-c intra.example.com -> NOERROR 10.0.0.1
        PHZ-07 vpc-p www.example.com -> NOERROR 203.0.113.5
        PHZ-07 internet www.example.com -> NOERROR 203.0.113.5
        PHZ-07 vpc-p intra.example.com -> NXDOMAIN ! DNS_PRIVATE_ZONE_NOT_VISIBLE
        PHZ-05 vpc-p none.example.com -> NXDOMAIN
        PHZ-05 vpc-p www.example.com AAAA -> NODATA
        PHZ-05 vpc-p x.sub.example.com -> PUBLIC
        IE-64 i-client api.example.com CNAME -> NOERROR vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com
        XDNS-01 vpc-p api.example.com -> NOERROR 203.0.113.6")
}

fn wildcards() -> Group {
    let zone = corp(&[
        r"\\052.corp.example A 10.0.0.1",
        "t.corp.example TXT hello",
        "x.deep.corp.example A 10.0.0.2",
        "*.c.corp.example CNAME t.corp.example",
    ]);
    (
        zone,
        "
        PHZ-11 vpc-c any.corp.example -> NOERROR 10.0.0.1
        PHZ-11 vpc-c far.any.corp.example -> NOERROR 10.0.0.1
        PHZ-11 vpc-c *.corp.example -> NOERROR 10.0.0.1
        PHZ-11 vpc-c corp.example -> NODATA
        PHZ-11 vpc-c t.corp.example -> NODATA
        PHZ-11 vpc-c any.corp.example AAAA -> NODATA
        PHZ-11 vpc-c y.deep.corp.example -> NXDOMAIN
        PHZ-11 vpc-c one.c.corp.example TXT -> NOERROR t.corp.example, hello
        PHZ-11 vpc-c _srv.any.corp.example -> NOERROR 10.0.0.1",
    )
}

/// CNAMEs and aliases.
fn leading_on() -> Group {
    let zone = corp(&[
        "corp.example A =vpce-e-0abc.vpce-svc-s.us-east-1.vpce.amazonaws.com.",
        "zonal.corp.example A =vpce-e-use1-az2.vpce-svc-s.us-east-1.vpce.amazonaws.com",
        "nlb.corp.example A =dualstack.nlb-n.elb.us-east-1.amazonaws.com",
        "same.corp.example A =www.corp.example",
        "six.corp.example AAAA =vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com",
        "cdn.corp.example A =d111.cloudfront.net",
        "self.corp.example A =self.corp.example",
        "www.corp.example A 10.0.0.1",
        "in.corp.example CNAME WWW.corp.example.",
        "private.corp.example CNAME api.example.com",
        "out.corp.example CNAME www.example.net",
        "gone.corp.example CNAME none.corp.example",
        "bad.corp.example CNAME a..b",
        "one.corp.example CNAME two.corp.example",
        "two.corp.example CNAME one.corp.example",
        "host.corp.example CNAME ip-10-0-1-10.ec2.internal",
    ]);
    (zone, "
        PHZ-10 vpc-c corp.example -> NOERROR 10.0.1.50, 10.0.2.50
        PHZ-10 vpc-c corp.example AAAA -> NODATA
        PHZ-10 vpc-c zonal.corp.example -> NOERROR 10.0.2.50
        PHZ-10 vpc-c nlb.corp.example -> NOERROR 10.0.1.100, 10.0.2.100
        PHZ-10 vpc-c same.corp.example -> NOERROR 10.0.0.1
        PHZ-10 vpc-c six.corp.example AAAA -> NODATA
        PHZ-10 vpc-c cdn.corp.example -> PUBLIC
        PHZ-10 vpc-c self.corp.example -> SERVFAIL ! DNS_LOOP
        PHZ-12 vpc-c in.corp.example -> NOERROR www.corp.example, 10.0.0.1
        PHZ-12 vpc-c in.corp.example CNAME -> NOERROR www.corp.example
        PHZ-12 vpc-c in.corp.example TXT -> NODATA www.corp.example
        PHZ-12 vpc-c private.corp.example -> NOERROR api.example.com, vpce-e.vpce-svc-s.us-east-1.vpce.amazonaws.com, 10.0.1.50, 10.0.2.50
        PHZ-12 vpc-c out.corp.example -> PUBLIC www.example.net
        PHZ-12 vpc-c gone.corp.example -> NXDOMAIN none.corp.example
        PHZ-12 vpc-c host.corp.example -> NOERROR ip-10-0-1-10.ec2.internal, 10.0.1.10
        PHZ-09 vpc-c bad.corp.example -> SERVFAIL a..b ! DNS_INVALID_NAME
        5.5 vpc-c one.corp.example -> SERVFAIL ! DNS_LOOP")
}

/// A zone of a third account that VPCs of two accounts and two Regions are associated with.
fn several_accounts() -> String {
    format!(
        r#"{}, "333333333333": {{"Kind": "Account"}}, "vpc-e": {{"Kind": "Vpc", "OwnerId": "333333333333", "Region": "eu-west-1", "CidrBlock": "10.8.0.0/16", "EnableDnsHostnames": true}}"#,
        zone_of(
            "zone-x",
            "corp.example",
            r#""OwnerId": "333333333333", "VPCs": [{"VPCId": "vpc-c"}, {"VPCId": "vpc-p"}, {"VPCId": "vpc-e", "VPCRegion": "eu-west-1"}]"#,
            &["www.corp.example A 10.0.0.1"],
        )
    )
}

/// A zone of the provider, with which a third VPC is peered.
fn theirs() -> String {
    format!(
        r#"{}, "vpc-d": {{"Kind": "Vpc", "CidrBlock": "10.9.0.0/16", "Region": "us-east-1", "EnableDnsHostnames": true}},
           "pcx-1": {{"Kind": "VpcPeeringConnection", "Status": "active", "RequesterVpcInfo": {{"VpcId": "vpc-d"}}, "AccepterVpcInfo": {{"VpcId": "vpc-p", "AllowDnsResolutionFromRemoteVpc": true}}}}"#,
        zone_of(
            "zone-p",
            "corp.example",
            r#""VPCs": [{"VPCId": "vpc-p"}]"#,
            &["www.corp.example A 10.0.0.1"],
        )
    )
}

fn twice() -> String {
    [
        corp(&["www.corp.example A 10.0.0.1"]),
        zone("zone-b", "corp.example", &["www.corp.example A 10.0.0.2"]),
        zone(
            "zone-c",
            "dev.corp.example",
            &["other.dev.corp.example A 10.0.0.3"],
        ),
    ]
    .join(", ")
}

fn without(attribute: &str) -> String {
    format!(
        r#"{}, "vpc-c": {{"{attribute}": false}}"#,
        corp(&["www.corp.example A 10.0.0.1"])
    )
}

fn policies() -> Group {
    let set = |name: &str, id: &str, address: &str, policy: &str| {
        format!(
            r#"{{"Name": "{name}.corp.example", "Type": "A", "TTL": 30, "SetIdentifier": "{id}", {policy}, "ResourceRecords": [{{"Value": "{address}"}}]}}"#
        )
    };
    let pair = |name: &str, first: &str, second: &str| {
        format!(
            "{}, {}",
            set(name, "a", "10.0.0.1", first),
            set(name, "b", "10.0.0.2", second)
        )
    };
    let multi = r#""MultiValueAnswer": true"#;
    let sets = [
        pair("multi", multi, multi),
        pair("weight", r#""Weight": 1"#, r#""Weight": 3"#),
        pair("zero", r#""Weight": 1"#, r#""Weight": 0"#),
        pair(
            "region",
            r#""Region": "us-east-1""#,
            r#""Region": "eu-west-1""#,
        ),
        pair(
            "fail",
            r#""Failover": "PRIMARY""#,
            r#""Failover": "SECONDARY""#,
        ),
        pair(
            "place",
            r#""GeoLocation": {"CountryCode": "*"}"#,
            r#""GeoLocation": {"CountryCode": "DE"}"#,
        ),
    ];
    let zone = format!(
        r#""zone-a": {{"Kind": "HostedZone", "Name": "corp.example", "VPCs": [{{"VPCId": "vpc-c"}}], "ResourceRecordSets": [{}]}}"#,
        sets.join(", ")
    );
    (
        zone,
        "
        PHZ-15 vpc-c multi.corp.example -> NOERROR 10.0.0.1, 10.0.0.2
        PHZ-15 vpc-c weight.corp.example -> NOERROR 10.0.0.1, 10.0.0.2 ! DNS_ROUTING_POLICY
        PHZ-15 vpc-c zero.corp.example -> NOERROR 10.0.0.1
        PHZ-15 vpc-c region.corp.example -> NOERROR 10.0.0.1, 10.0.0.2 ! DNS_ROUTING_POLICY
        PHZ-15 vpc-c fail.corp.example -> NOERROR 10.0.0.1
        PHZ-15 vpc-c place.corp.example -> NOERROR 10.0.0.1, 10.0.0.2 ! DNS_ROUTING_POLICY",
    )
}
