use proptest::prelude::*;
use vpcanvas_model::Protocol;
use vpcanvas_network::{Network, resolve};

use super::fixes;
use crate::{
    Question, Verdict,
    test_design::{changed, t0_with, try_changed},
    trace,
};

/// More than any single break needs.
const MOST_STEPS: usize = 12;

fn ask(to: &str) -> Question {
    Question {
        from: "i-client".to_owned(),
        to: to.to_owned(),
        protocol: Protocol::Tcp,
        port: 443,
    }
}

/// T0 with a third zone for the provider, where it has no node yet.
fn base() -> Network {
    t0_with(
        r#""subnet-p-c": {"Kind": "Subnet", "VpcId": "vpc-p", "CidrBlock": "10.0.3.0/24", "AvailabilityZoneId": "use1-az3"},
           "subnet-c-c": {"Kind": "Subnet", "VpcId": "vpc-c", "CidrBlock": "10.0.3.0/24", "AvailabilityZoneId": "use1-az3"}"#,
    )
}

/// One place of the working design broken: its name and the change.
fn breaks() -> Vec<(&'static str, &'static str)> {
    let acl_in = r#""acl-x": {"Kind": "NetworkAcl", "VpcId": "vpc-c", "Associations": [{"SubnetId": "subnet-c-b"}], "Entries": [{"RuleNumber": 100, "Egress": true, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0"}]}"#;
    let acl_out = r#""acl-x": {"Kind": "NetworkAcl", "VpcId": "vpc-p", "Associations": [{"SubnetId": "subnet-p-a"}, {"SubnetId": "subnet-p-b"}], "Entries": [{"RuleNumber": 100, "Protocol": "-1", "RuleAction": "deny", "CidrBlock": "10.0.0.0/16"}, {"RuleNumber": 200, "Protocol": "-1", "RuleAction": "allow", "CidrBlock": "0.0.0.0/0"}]}, "nlb-n": {"LoadBalancerAttributes": {"load_balancing.cross_zone.enabled": true}}, "tg-8443": {"Targets": [{"Id": "i-target-a"}]}"#;
    vec![
        ("rule removed", r#""sg-ep": {"SecurityGroupRules": null}"#),
        ("rule removed", r#""sg-nlb": {"SecurityGroupRules": null}"#),
        ("rule removed", r#""sg-tgt": {"SecurityGroupRules": null}"#),
        ("rule removed", r#""sg-cli": {"SecurityGroupRules": null}"#),
        (
            "range shrunk",
            r#""sg-ep": {"SecurityGroupRules": [{"CidrIpv4": "10.0.7.0/24", "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443}]}"#,
        ),
        (
            "port moved",
            r#""sg-ep": {"SecurityGroupRules": [{"CidrIpv4": "10.0.0.0/16", "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80}]}"#,
        ),
        (
            "group taken away",
            r#""vpce-e": {"SecurityGroupIds": null}"#,
        ),
        (
            "group taken away",
            r#""i-client": {"SecurityGroupIds": null}"#,
        ),
        (
            "group taken away",
            r#""i-target-a": {"SecurityGroupIds": null}"#,
        ),
        ("closed network ACL", acl_in),
        ("denying network ACL", acl_out),
        ("listener removed", r#""listener-443": null"#),
        ("listener moved", r#""listener-443": {"Port": 8443}"#),
        (
            "listener of another protocol",
            r#""listener-443": {"Protocol": "UDP"}, "tg-8443": {"Protocol": "TCP_UDP"}"#,
        ),
        (
            "action removed",
            r#""listener-443": {"DefaultActions": null}"#,
        ),
        ("targets removed", r#""tg-8443": {"Targets": null}"#),
        (
            "target removed",
            r#""tg-8443": {"Targets": [{"Id": "i-target-a"}]}"#,
        ),
        (
            "group of another protocol",
            r#""tg-8443": {"Protocol": "UDP"}"#,
        ),
        (
            "node removed",
            r#""nlb-n": {"SubnetMappings": [{"SubnetId": "subnet-p-a", "PrivateIPv4Address": "10.0.1.100"}]}"#,
        ),
        (
            "load balancer not active",
            r#""nlb-n": {"State": "provisioning"}"#,
        ),
        (
            "load balancer taken away",
            r#""vpce-svc-s": {"NetworkLoadBalancerArns": null}"#,
        ),
        (
            "zone not offered",
            r#""vpce-svc-s": {"AvailabilityZoneIds": ["use1-az1"]}"#,
        ),
        (
            "endpoint in another zone",
            r#""vpce-e": {"SubnetIds": ["subnet-c-a", "subnet-c-c"], "SubnetConfigurations": [{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.50"}, {"SubnetId": "subnet-c-c", "Ipv4": "10.0.3.50"}]}"#,
        ),
        (
            "service not available",
            r#""vpce-svc-s": {"ServiceState": "Failed"}"#,
        ),
        (
            "connection not accepted",
            r#""vpce-e": {"State": "PendingAcceptance"}"#,
        ),
        ("connection rejected", r#""vpce-e": {"State": "Rejected"}"#),
        ("endpoint failed", r#""vpce-e": {"State": "Failed"}"#),
        ("instance stopped", r#""i-client": {"State": "stopped"}"#),
        ("instance stopped", r#""i-target-a": {"State": "stopped"}"#),
        ("hostnames off", r#""vpc-c": {"EnableDnsHostnames": false}"#),
        ("resolver off", r#""vpc-c": {"EnableDnsSupport": false}"#),
        (
            "name not proven",
            r#""vpce-svc-s": {"PrivateDnsNameConfiguration": {"State": "failed"}}"#,
        ),
        (
            "private DNS off",
            r#""vpce-e": {"PrivateDnsEnabled": false}"#,
        ),
        (
            "forgotten address",
            r#""vpce-e": {"SubnetConfigurations": [{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.50"}]}"#,
        ),
    ]
}

/// Applies the first fix there is until the question is answered with yes; the titles of what it took, or what was left.
fn mend(mut network: Network, question: &Question) -> Result<Vec<String>, Vec<String>> {
    let mut titles = Vec::new();
    for _ in 0..MOST_STEPS {
        let answer = trace(&network, question);
        if answer.verdict == Verdict::Reachable {
            return Ok(titles);
        }
        let fix = answer
            .explanations()
            .find_map(|explanation| fixes(&network, question, explanation).into_iter().next());
        let Some(fix) = fix else {
            return Err(answer
                .explanations()
                .map(|reason| format!("{} {}: {}", reason.code, reason.component, reason.message))
                .collect());
        };
        network = resolve(&network.document().with(&fix.transaction));
        titles.push(fix.title);
    }
    Err(titles)
}

#[test]
fn the_base_works() {
    assert_eq!(mend(base(), &ask("api.example.com")), Ok(Vec::new()));
}

#[test]
fn every_break_is_mended_by_fixes_that_are_offered() {
    let mut unfixable = Vec::new();
    for (name, change) in breaks() {
        for to in ["vpce-e", "api.example.com"] {
            let broken = changed(base().document(), change);
            if let Err(left) = mend(broken, &ask(to)) {
                unfixable.push((name, to, left));
            }
        }
    }
    assert!(unfixable.is_empty(), "{unfixable:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn breaks_together_are_mended_too(chosen in prop::sample::subsequence(breaks(), 1..4)) {
        // Some breaks change what another takes away: then the first alone is made.
        let broken = chosen.iter().fold(base(), |network, (_, change)| {
            try_changed(network.document(), change).unwrap_or(network)
        });
        let outcome = mend(broken, &ask("vpce-e"));
        prop_assert!(outcome.is_ok(), "{chosen:?}: {outcome:#?}");
    }
}

#[test]
fn the_least_privilege_comes_first() {
    let broken = changed(
        base().document(),
        r#""sg-ep": {"SecurityGroupRules": null}"#,
    );
    assert_eq!(
        mend(broken, &ask("vpce-e")),
        Ok(vec!["Allow tcp/443 from 10.0.1.10/32 in sg-ep".to_owned()])
    );
}
