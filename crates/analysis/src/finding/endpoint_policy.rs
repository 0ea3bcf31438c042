//! An endpoint policy is a JSON document with a Principal, `*` for a gateway endpoint, on a service that knows policies (IE-70,
//! IE-72, IE-73).

use serde_json::Value;
use vpcanvas_model::{
    Properties, ResourceId,
    kind::{VpcEndpoint, vpc_endpoint::VpcEndpointType},
};
use vpcanvas_network::{Network, Service};

use super::{Finding, each, edit::edit};
use crate::Code;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::endpoints_of_any_type(network)
        .filter_map(|(id, endpoint)| {
            of(network, id, endpoint, endpoint.policy_document.as_deref()?)
        })
        .collect()
}

fn of(network: &Network, id: &ResourceId, endpoint: &VpcEndpoint, policy: &str) -> Option<Finding> {
    if let Some(Service::Provider(_) | Service::Elsewhere(_)) = network.service_of(id) {
        return (!allows_everything(policy)).then(|| {
            let message = format!(
                "{id} has a PolicyDocument, but services of providers know none: take it away"
            );
            let away = edit(
                network,
                id,
                format!("Take the policy from {id}"),
                |properties| {
                    if let Properties::VpcEndpoint(endpoint) = properties {
                        endpoint.policy_document = None;
                    }
                },
            );
            Finding::error(Code::CfgPolicyInvalid, id, message, "IE-72").mended_by(away)
        });
    }
    let error = |matter: &str, reference| {
        let message = format!("The PolicyDocument of {id} {matter}");
        Some(Finding::error(
            Code::CfgPolicyInvalid,
            id,
            message,
            reference,
        ))
    };
    let statements = match serde_json::from_str::<Value>(policy) {
        Err(problem) => return error(&format!("is no JSON ({problem}): correct it"), "IE-70"),
        Ok(document) => statements(&document),
    };
    if statements.is_empty() {
        return error("has no Statement: add one", "IE-70");
    }
    let principals: Vec<Option<&Value>> = statements
        .iter()
        .map(|statement| statement.get("Principal"))
        .collect();
    if principals.iter().any(Option::is_none) {
        return error(
            "has a Statement without Principal: write \"Principal\": \"*\" into it",
            "IE-70",
        );
    }
    let for_gateway = endpoint.endpoint_type() == VpcEndpointType::Gateway;
    if for_gateway && !principals.into_iter().flatten().all(is_everybody) {
        return error(
            "names a Principal, which for a gateway endpoint has to be \"*\": narrow it with a condition such as aws:PrincipalArn",
            "IE-73",
        );
    }
    None
}

fn statements(document: &Value) -> Vec<Value> {
    match document.get("Statement") {
        Some(Value::Array(statements)) => statements.clone(),
        Some(statement @ Value::Object(_)) => vec![statement.clone()],
        _ => Vec::new(),
    }
}

fn is_everybody(principal: &Value) -> bool {
    match principal {
        Value::String(name) => name == "*",
        Value::Object(names) => names.values().all(is_everybody),
        Value::Array(names) => names.iter().all(is_everybody),
        _ => false,
    }
}

/// Whether a policy is the one AWS gives to endpoints that have none.
fn allows_everything(policy: &str) -> bool {
    serde_json::from_str::<Value>(policy).is_ok_and(|document| {
        let statements = statements(&document);
        let is = |statement: &Value, field: &str, value: &str| {
            statement.get(field).and_then(Value::as_str) == Some(value)
        };
        !statements.is_empty()
            && statements.iter().all(|statement| {
                is(statement, "Effect", "Allow")
                    && is(statement, "Action", "*")
                    && is(statement, "Resource", "*")
                    && statement.get("Principal").is_some_and(is_everybody)
                    && statement.get("Condition").is_none()
            })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::finding::tests::check_findings;

    fn check(of_type: &str, service: &str, policy: &str, reference: Option<&str>) {
        let endpoint = json!({"Kind": "VpcEndpoint", "VpcEndpointType": of_type, "VpcId": "vpc-c", "ServiceName": service, "PolicyDocument": policy});
        let standing = match of_type {
            "Gateway" => r#""vpce-x": {"RouteTableIds": ["rtb-c"]}"#,
            _ => {
                r#""vpce-x": {"SecurityGroupIds": ["sg-ep"], "SubnetIds": ["subnet-c-a", "subnet-c-b"], "SubnetConfigurations": [{"SubnetId": "subnet-c-a", "Ipv4": "10.0.1.60"}, {"SubnetId": "subnet-c-b", "Ipv4": "10.0.2.60"}]}"#
            }
        };
        let mut fields = endpoint;
        let more: serde_json::Value = serde_json::from_str(&format!("{{{standing}}}")).unwrap();
        for (name, value) in more["vpce-x"].as_object().unwrap() {
            fields[name] = value.clone();
        }
        let expected =
            reference.map(|reference| format!("error CFG_POLICY_INVALID vpce-x {reference}"));
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check_findings(&format!(r#""vpce-x": {fields}"#), &expected);
    }

    const SQS: &str = "com.amazonaws.us-east-1.sqs";
    const S3: &str = "com.amazonaws.us-east-1.s3";
    const ALL: &str =
        r#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}"#;
    const ONE: &str = r#"{"Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::222222222222:root"}, "Action": "*", "Resource": "*"}}"#;

    #[test]
    fn a_policy_is_json_with_a_principal() {
        check("Interface", SQS, ALL, None);
        check("Interface", SQS, ONE, None);
        check("Interface", SQS, "{", Some("IE-70"));
        check("Interface", SQS, "{}", Some("IE-70"));
        check(
            "Interface",
            SQS,
            r#"{"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}"#,
            Some("IE-70"),
        );
    }

    #[test]
    fn a_gateway_endpoint_names_everybody() {
        check("Gateway", S3, ALL, None);
        check(
            "Gateway",
            S3,
            r#"{"Statement": {"Principal": {"AWS": ["*"]}}}"#,
            None,
        );
        check("Gateway", S3, ONE, Some("IE-73"));
    }

    #[test]
    fn providers_know_no_policies() {
        let service = "com.amazonaws.vpce.us-east-1.vpce-svc-else";
        check("Interface", service, ALL, None);
        check("Interface", service, ONE, Some("IE-72"));
    }
}
