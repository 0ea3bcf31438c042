//! Endpoint services, as their provider configures them and as others find them.

use serde_json::{Map, Value, json};

use super::List;
use crate::aws_describe::{
    draft::Draft,
    place::is_account,
    read::{View, below, same, taken},
};

pub(super) const SERVICE_CONFIGURATIONS: List = List::resource(
    "ServiceConfigurations",
    "VpcEndpointService",
    "ServiceId",
    &[
        same("NetworkLoadBalancerArns"),
        same("GatewayLoadBalancerArns"),
        same("AcceptanceRequired"),
        same("AvailabilityZoneIds"),
        same("PrivateDnsName"),
        same("PrivateDnsNameConfiguration"),
        same("SupportedIpAddressTypes"),
        same("ServiceState"),
        same("ServiceName"),
        taken("AvailabilityZones"),
        below("SupportedRegions", &[taken("Region")]),
    ],
    |service, draft| {
        keep_zones(service, draft);
        let regions = service.rows("SupportedRegions").into_iter();
        draft.put_list(
            "SupportedRegions",
            regions.filter_map(|region| region.text("Region")),
        );
    },
);

/// Zones by name, until the ids are known.
fn keep_zones(service: View<'_>, draft: &mut Draft) {
    draft.put_list("AvailabilityZones", service.texts("AvailabilityZones"));
}

pub(super) const SERVICE_DETAILS: List = List {
    is_brief: true,
    skip: is_of_aws,
    ..List::resource(
        "ServiceDetails",
        "VpcEndpointService",
        "ServiceId",
        &[
            same("ServiceName"),
            same("AcceptanceRequired"),
            same("AvailabilityZoneIds"),
            same("PrivateDnsName"),
            same("SupportedIpAddressTypes"),
            taken("AvailabilityZones"),
            taken("Owner"),
            taken("PrivateDnsNameVerificationState"),
        ],
        |service, draft| {
            keep_zones(service, draft);
            draft.put(
                "OwnerId",
                service.text("Owner").filter(|owner| is_account(owner)),
            );
            let state = service.text("PrivateDnsNameVerificationState");
            draft.put(
                "PrivateDnsNameConfiguration",
                state.map(|state| json!({"State": state})),
            );
        },
    )
};

fn is_of_aws(service: &Map<String, Value>) -> Option<&'static str> {
    let owner = service.get("Owner").and_then(Value::as_str);
    let is_account = owner.is_some_and(is_account);
    (!is_account).then_some("a service of AWS or its partners, which the catalogue has")
}

pub(super) const ALLOWED_PRINCIPALS: List = List::part(
    "AllowedPrincipals",
    ("VpcEndpointService", "ServiceId"),
    &[],
    &[same("Principal")],
    |_, _| {},
    |service, parts| {
        let principals = parts
            .iter()
            .filter_map(|part| part.fields.get("Principal").cloned());
        service.put_list("AllowedPrincipals", principals);
    },
);
