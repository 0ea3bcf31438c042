//! The names AWS gives to interface endpoints (section 1.7) and to load balancers (NLB-03).
//!
//! AWS puts a random token into each of these names. A drawn endpoint has none, so the names made here leave it out, and
//! names with one are understood: `vpce-1.…` and `vpce-1-0abc.…` are the same endpoint.

use std::net::IpAddr;

use vpcanvas_model::{
    Kind, ResourceId,
    kind::{
        VpcEndpoint,
        load_balancer::Scheme,
        vpc_endpoint::{DnsRecordIpType, IpAddressType, VpcEndpointState, VpcEndpointType},
    },
};
use vpcanvas_network::{Interface, Network, Service};

use super::{Name, RecordType};

const ENDPOINT_DOMAIN: &str = ".vpce.amazonaws.com";

/// Seconds an answer of AWS's own names may be kept (NLB-03).
pub(super) const TTL: u32 = 60;

/// The names of an interface endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointNames {
    /// Resolves anywhere, to the addresses of all interfaces: `<id>.<service>.<region>.vpce.amazonaws.com`.
    pub regional: String,
    /// For each zone the name that resolves anywhere to the one interface there, by zone id.
    ///
    /// AWS writes the zone's name into it, which differs between accounts (ES-11). Where the subnet keeps an
    /// `AvailabilityZone`, as imported ones do, that is used; the zone's id stands in for it otherwise, and is understood always.
    pub zonal: Vec<(String, String)>,
    /// What private DNS covers inside the VPC, whether or not it is on; a leading `*` stands for any labels.
    pub private: Vec<String>,
}

/// The names of an interface endpoint; `None` while its service or Region is not known, and for other types of endpoint.
pub fn endpoint_names(network: &Network, endpoint: &ResourceId) -> Option<EndpointNames> {
    let drawn = network.endpoint(endpoint)?;
    if drawn.endpoint_type() != VpcEndpointType::Interface {
        return None;
    }
    let service = ServiceNames::of(network, endpoint, drawn)?;
    let id = endpoint.as_str().to_ascii_lowercase();
    let tail = service.tails.first()?;
    let has_zonal = !is_of_aws_elsewhere(network, endpoint);
    let interfaces = network.interfaces_of(endpoint).filter(|_| has_zonal);
    let zonal = interfaces.filter_map(|interface| {
        let zone = interface.zone.as_deref()?.to_owned();
        let name = zone_names(network, interface).into_iter().next()?;
        Some((zone, format!("{id}-{name}{tail}")))
    });
    Some(EndpointNames {
        regional: format!("{id}{tail}"),
        zonal: zonal.collect(),
        private: service.private,
    })
}

/// Whether an endpoint leads to a service of AWS in another Region, which has no zonal names there (IE-88).
pub(super) fn is_of_aws_elsewhere(network: &Network, endpoint: &ResourceId) -> bool {
    network.is_cross_region(endpoint)
        && matches!(network.service_of(endpoint), Some(Service::Aws { .. }))
}

/// Whether an endpoint is one for Amazon S3.
pub(crate) fn is_of_s3(network: &Network, endpoint: &ResourceId) -> bool {
    matches!(
        network.service_of(endpoint),
        Some(Service::Aws { name: "s3", .. })
    )
}

/// The name of a load balancer that resolves anywhere to the addresses of its nodes (NLB-03, XDNS-04).
///
/// `None` while the Region of its VPC is not known.
pub fn load_balancer_name(network: &Network, balancer: &ResourceId) -> Option<String> {
    network.load_balancer(balancer)?;
    let region = network.region(balancer)?;
    let name = format!("{balancer}.elb.{region}.amazonaws.com");
    Some(name.to_ascii_lowercase())
}

/// What a service contributes to the names of its endpoints.
struct ServiceNames {
    /// What follows the endpoint in its names, the form written first.
    tails: Vec<String>,
    private: Vec<String>,
}

impl ServiceNames {
    fn of(network: &Network, id: &ResourceId, endpoint: &VpcEndpoint) -> Option<Self> {
        let name = endpoint.service_name.as_deref()?;
        let private = private_names(network, id);
        let named = name
            .strip_prefix("com.amazonaws.vpce.")
            .and_then(|rest| rest.split_once('.'))
            .map(|(region, _)| region);
        let own = network.region(id);
        let region = endpoint.service_region.as_deref().or(named).or(own);
        let (region, services) = match network.service_of(id)? {
            Service::Aws { region, name, .. } => {
                let codes = private.iter();
                let codes = codes.filter_map(|private| service_code(private, region));
                (region, codes.chain([name.to_owned()]).collect())
            }
            Service::Provider(service) => (region?, vec![service.to_string()]),
            Service::Elsewhere(service) => (region?, vec![service.to_owned()]),
        };
        let tails = services
            .iter()
            .map(|service| format!(".{service}.{region}{ENDPOINT_DOMAIN}").to_ascii_lowercase());
        Some(Self {
            tails: tails.collect(),
            private,
        })
    }
}

/// The names private DNS of an interface endpoint covers, whether or not it is on.
pub(super) fn private_names(network: &Network, endpoint: &ResourceId) -> Vec<String> {
    match network.service_of(endpoint) {
        Some(Service::Aws { region, known, .. }) => {
            known.map_or_else(Vec::new, |known| known.private_dns_names(region))
        }
        Some(Service::Provider(service)) => network
            .endpoint_service(service)
            .and_then(|service| service.private_dns_name.clone())
            .into_iter()
            .collect(),
        Some(Service::Elsewhere(_)) | None => Vec::new(),
    }
}

/// The code of an AWS service in names: `api.ecr` for `ecr.api`, as its public name has it.
fn service_code(private_name: &str, region: &str) -> Option<String> {
    let name = private_name.strip_prefix("*.").unwrap_or(private_name);
    let code = name.strip_suffix(&format!(".{region}.amazonaws.com"))?;
    Some(code.to_owned())
}

/// What stands for the zone of an interface in zonal names, the form written first.
fn zone_names(network: &Network, interface: &Interface) -> Vec<String> {
    let named = network
        .subnet(&interface.subnet)
        .and_then(|subnet| subnet.unknown.get("AvailabilityZone"))
        .and_then(|name| name.as_str());
    named
        .into_iter()
        .chain(interface.zone.as_deref())
        .map(str::to_ascii_lowercase)
        .collect()
}

/// An endpoint found by one of its names that resolve anywhere.
pub(super) struct NamedEndpoint<'a> {
    pub(super) endpoint: &'a ResourceId,
    /// The interfaces the name stands for; none when the endpoint has none in the zone named.
    pub(super) interfaces: Vec<&'a Interface>,
}

/// The endpoint a name belongs to, if it is in the design and AWS still has it.
pub(super) fn endpoint_named<'a>(network: &'a Network, name: &Name) -> Option<NamedEndpoint<'a>> {
    let head = name.as_str().strip_suffix(ENDPOINT_DOMAIN)?;
    let (endpoint, length) = resource_at_the_start(network, Kind::VpcEndpoint, head)
        .or_else(|| endpoint_of_bucket(network, head))?;
    let drawn = network.endpoint(endpoint)?;
    if drawn.endpoint_state() == VpcEndpointState::Deleted {
        return None;
    }
    let service = ServiceNames::of(network, endpoint, drawn)?;
    let rest = name.as_str().get(length..)?;
    let token = service
        .tails
        .iter()
        .find_map(|tail| rest.strip_suffix(tail.as_str()))?;
    let all = || network.interfaces_of(endpoint);
    let interfaces = if is_random_token(token) {
        all().collect()
    } else {
        all()
            .filter(|_| !is_of_aws_elsewhere(network, endpoint))
            .filter(|interface| {
                zone_names(network, interface)
                    .iter()
                    .any(|zone| ends_in_zone(token, zone))
            })
            .collect()
    };
    Some(NamedEndpoint {
        endpoint,
        interfaces,
    })
}

/// The endpoint for S3 in a name with a bucket or another word before it, and where its id ends (S3-01).
fn endpoint_of_bucket<'a>(network: &'a Network, head: &str) -> Option<(&'a ResourceId, usize)> {
    let starts = head.match_indices('.').map(|(position, _)| position + 1);
    starts
        .filter_map(|start| {
            let rest = head.get(start..)?;
            let (endpoint, length) = resource_at_the_start(network, Kind::VpcEndpoint, rest)?;
            Some((endpoint, start + length))
        })
        .find(|(endpoint, _)| is_of_s3(network, endpoint))
}

/// Whether what follows an id in a name is nothing or one token that AWS made up.
fn is_random_token(text: &str) -> bool {
    text.is_empty()
        || text.strip_prefix('-').is_some_and(|token| {
            !token.is_empty()
                && token
                    .chars()
                    .all(|character| character.is_ascii_alphanumeric())
        })
}

fn ends_in_zone(token: &str, zone: &str) -> bool {
    token
        .strip_suffix(zone)
        .and_then(|rest| rest.strip_suffix('-'))
        .is_some_and(is_random_token)
}

/// The load balancer a name belongs to, if it is in the design.
pub(super) fn load_balancer_named<'a>(network: &'a Network, name: &Name) -> Option<&'a ResourceId> {
    // Route 53 writes this word before the name into aliases it suggests.
    let name = name.as_str();
    let name = name.strip_prefix("dualstack.").unwrap_or(name);
    let (head, _) = name.rsplit_once(".elb.")?;
    let (balancer, length) = resource_at_the_start(network, Kind::LoadBalancer, head)?;
    let (own_head, own_tail) = load_balancer_name(network, balancer)?
        .split_at_checked(length)
        .map(|(head, tail)| (head.to_owned(), tail.to_owned()))?;
    let rest = name.strip_prefix(&own_head)?;
    let token = rest.strip_suffix(&own_tail)?;
    is_random_token(token).then_some(balancer)
}

/// The resource whose id a text starts with, and the length of the id; of several the one with the longest id.
pub(super) fn resource_at_the_start<'a>(
    network: &'a Network,
    kind: Kind,
    text: &str,
) -> Option<(&'a ResourceId, usize)> {
    let ends = text
        .match_indices(['-', '.'])
        .map(|(position, _)| position)
        .chain([text.len()]);
    let mut starts: Vec<&str> = ends.filter_map(|end| text.get(..end)).collect();
    starts.reverse();
    let exact = starts.iter().find_map(|start| {
        let id = network.id(start)?;
        let fits = network.resource(id)?.kind() == kind;
        fits.then_some((id, start.len()))
    });
    exact.or_else(|| {
        // An id with capitals, which a name does not keep.
        network
            .resources(kind)
            .map(|(id, _)| id)
            .filter(|id| {
                starts
                    .iter()
                    .any(|start| id.as_str().eq_ignore_ascii_case(start))
            })
            .map(|id| (id, id.as_str().len()))
            .max_by_key(|(_, length)| *length)
    })
}

/// Which addresses of an endpoint its names have records for, private names apart (IE-55 to IE-57).
pub(super) fn has_records(endpoint: &VpcEndpoint, record_type: RecordType, private: bool) -> bool {
    let family = endpoint.ip_address_type.unwrap_or(IpAddressType::Ipv4);
    let chosen = endpoint
        .dns_options
        .as_ref()
        .and_then(|options| options.dns_record_ip_type)
        .unwrap_or(match family {
            IpAddressType::Ipv4 => DnsRecordIpType::Ipv4,
            IpAddressType::Dualstack => DnsRecordIpType::Dualstack,
            IpAddressType::Ipv6 => DnsRecordIpType::Ipv6,
        });
    match (record_type, chosen) {
        (RecordType::A, chosen) => chosen != DnsRecordIpType::Ipv6,
        (RecordType::Aaaa, DnsRecordIpType::Dualstack | DnsRecordIpType::Ipv6) => true,
        (RecordType::Aaaa, DnsRecordIpType::ServiceDefined) => !private,
        _ => false,
    }
}

/// The addresses of one family on interfaces, each interface's own kept together.
pub(super) fn addresses_of<'a>(
    interfaces: impl IntoIterator<Item = &'a Interface>,
    record_type: RecordType,
) -> Vec<IpAddr> {
    interfaces
        .into_iter()
        .flat_map(|interface| interface.addresses.iter().copied())
        .filter(|address| match record_type {
            RecordType::A => address.is_ipv4(),
            RecordType::Aaaa => address.is_ipv6(),
            _ => false,
        })
        .collect()
}

/// Whether the nodes of a load balancer have public addresses, which a design does not hold.
pub(super) fn is_internet_facing(network: &Network, balancer: &ResourceId) -> bool {
    network
        .load_balancer(balancer)
        .is_some_and(|balancer| balancer.scheme == Some(Scheme::InternetFacing))
}
