//! What a text field may hold, where the design or the catalogue knows it. Anything else may still be typed.

use vpcanvas_model::kind::VpcEndpointService;
use vpcanvas_model::{Document, Kind, Properties, ResourceId, catalogue};

/// Where a design does not say in which Region it is.
const USUAL_REGION: &str = "us-east-1";

/// Values with what to call them, for a field of a resource.
pub(super) fn of(document: &Document, id: &ResourceId, field: &str) -> Vec<(String, String)> {
    match field {
        "ServiceName" => service_names(document, id),
        "Region" | "VPCRegion" | "ServiceRegion" | "SupportedRegions" => catalogue::regions()
            .iter()
            .map(|region| as_it_is(&region.name))
            .collect(),
        "AvailabilityZoneId" | "AvailabilityZoneIds" => zones(document, id),
        "GatewayId" => vec![as_it_is("local")],
        "Id" => targets(document),
        "Type"
            if document
                .resource(id)
                .is_some_and(|resource| resource.kind() == Kind::HostedZone) =>
        {
            ["A", "AAAA", "CNAME", "TXT"].map(as_it_is).to_vec()
        }
        "IpProtocol" => ["tcp", "udp", "icmp", "-1"].map(as_it_is).to_vec(),
        "SupportedIpAddressTypes" => ["ipv4", "ipv6"].map(as_it_is).to_vec(),
        "AllowedPrincipals" => principals(document),
        _ => Vec::new(),
    }
}

fn as_it_is(value: impl AsRef<str>) -> (String, String) {
    (value.as_ref().to_owned(), value.as_ref().to_owned())
}

fn region<'a>(document: &'a Document, id: &'a ResourceId) -> &'a str {
    document.region(id).unwrap_or(USUAL_REGION)
}

/// The endpoint services of the design first, then those of AWS in the Region of the endpoint.
fn service_names(document: &Document, id: &ResourceId) -> Vec<(String, String)> {
    let region = region(document, id);
    let own = document
        .resources()
        .filter(|(_, resource)| resource.kind() == Kind::VpcEndpointService);
    let own = own.map(|(service, _)| {
        let name = VpcEndpointService::service_name(region, service);
        (name, document.display_name(service).to_owned())
    });
    let aws = catalogue::services()
        .iter()
        .map(|service| as_it_is(service.service_name(region)));
    own.chain(aws).collect()
}

fn zones(document: &Document, id: &ResourceId) -> Vec<(String, String)> {
    let here = region(document, id);
    let region = catalogue::regions()
        .iter()
        .find(|region| region.name == here);
    region
        .into_iter()
        .flat_map(|region| &region.availability_zone_ids)
        .map(as_it_is)
        .collect()
}

/// What can stand behind a load balancer, by id.
fn targets(document: &Document) -> Vec<(String, String)> {
    let instances = document
        .resources()
        .filter(|(_, resource)| resource.kind() == Kind::Instance);
    instances
        .map(|(id, _)| (id.to_string(), document.display_name(id).to_owned()))
        .collect()
}

/// Everybody, or one of the accounts of the design.
fn principals(document: &Document) -> Vec<(String, String)> {
    let accounts = document
        .resources()
        .filter_map(|(id, resource)| match &resource.properties {
            Properties::Account(_) => Some((
                format!("arn:aws:iam::{id}:root"),
                document.display_name(id).to_owned(),
            )),
            _ => None,
        });
    std::iter::once(as_it_is("*")).chain(accounts).collect()
}
