//! Load balancers with their attributes, and listeners.

use serde_json::{Map, Value, json};

use super::List;
use crate::aws_describe::{
    draft::{Draft, object},
    read::{Read, View, below, left, same, taken},
};

const NODE: &[Read] = &[
    taken("SubnetId"),
    left("ZoneName", "the subnet says it"),
    below(
        "LoadBalancerAddresses",
        &[
            taken("IpAddress"),
            taken("PrivateIPv4Address"),
            taken("IPv6Address"),
        ],
    ),
];

pub(super) const LOAD_BALANCERS: List = List::resource(
    "LoadBalancers",
    "LoadBalancer",
    "LoadBalancerArn",
    &[
        same("Type"),
        same("Scheme"),
        same("VpcId"),
        same("SecurityGroups"),
        same("EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic"),
        same("IpAddressType"),
        taken("LoadBalancerName"),
        below("AvailabilityZones", NODE),
        below(
            "State",
            &[taken("Code"), left("Reason", "the code says it")],
        ),
    ],
    |balancer, draft| {
        draft.name(balancer.text("LoadBalancerName"));
        draft.put("LoadBalancerName", balancer.text("LoadBalancerName"));
        let state = balancer.group("State");
        draft.put("State", state.and_then(|state| state.text("Code")));
        let nodes = balancer.rows("AvailabilityZones").into_iter();
        draft.put_list("SubnetMappings", nodes.map(node));
    },
);

fn node(zone: View<'_>) -> Value {
    let addresses = zone.rows("LoadBalancerAddresses");
    let address = |name| {
        addresses
            .iter()
            .find_map(|row| row.text(name))
            .map(Value::from)
    };
    object([
        ("SubnetId", zone.text("SubnetId").map(Value::from)),
        ("PrivateIPv4Address", address("PrivateIPv4Address")),
        ("IPv6Address", address("IPv6Address")),
        ("PublicIp", address("IpAddress")),
    ])
}

/// Two commands print them; the resource they belong to says what they are.
pub(super) const ATTRIBUTES: List = List::part(
    "Attributes",
    ("LoadBalancer", ""),
    &[],
    &[taken("Key"), taken("Value")],
    |attribute, draft| {
        if let Some(key) = attribute.text("Key") {
            draft.put(key, attribute.value("Value").cloned());
        }
    },
    |draft, parts| {
        let all = parts.into_iter().flat_map(|part| part.fields);
        let is_balancer = draft.kind == "LoadBalancer";
        let typed = all.map(|(key, value)| typed(is_balancer, key, value));
        let attributes: Map<String, Value> = typed.collect();
        let name = if is_balancer {
            "LoadBalancerAttributes"
        } else {
            "TargetGroupAttributes"
        };
        draft.put(name, (!attributes.is_empty()).then_some(attributes));
    },
);

/// AWS prints every attribute as text; those that are yes or no in the model become so.
fn typed(is_balancer: bool, key: String, value: Value) -> (String, Value) {
    let is_flag = match key.as_str() {
        "load_balancing.cross_zone.enabled" => is_balancer,
        "preserve_client_ip.enabled" | "proxy_protocol_v2.enabled" => !is_balancer,
        _ => false,
    };
    let value = match value.as_str() {
        Some("true") if is_flag => json!(true),
        Some("false") if is_flag => json!(false),
        _ => value,
    };
    (key, value)
}

pub(super) const LISTENERS: List = List::resource(
    "Listeners",
    "Listener",
    "ListenerArn",
    &[
        same("LoadBalancerArn"),
        same("Protocol"),
        same("Port"),
        below(
            "DefaultActions",
            &[
                taken("Type"),
                taken("TargetGroupArn"),
                below(
                    "ForwardConfig",
                    &[below("TargetGroups", &[taken("TargetGroupArn")])],
                ),
            ],
        ),
    ],
    |listener, draft| {
        for action in listener.rows("DefaultActions") {
            lead(action, draft);
        }
    },
);

/// One action for each group it leads to.
fn lead(action: View<'_>, draft: &mut Draft) {
    let config = action.group("ForwardConfig");
    let groups = config
        .map(|config| config.rows("TargetGroups"))
        .unwrap_or_default();
    let mut arns: Vec<&str> = groups
        .iter()
        .filter_map(|group| group.text("TargetGroupArn"))
        .collect();
    if arns.is_empty() {
        arns.extend(action.text("TargetGroupArn"));
    }
    let row = |arn: Option<&str>| {
        object([
            ("Type", action.text("Type").map(Value::from)),
            ("TargetGroupArn", arn.map(Value::from)),
        ])
    };
    if arns.is_empty() {
        draft.push("DefaultActions", row(None));
    }
    for arn in arns {
        draft.push("DefaultActions", row(Some(arn)));
    }
}
