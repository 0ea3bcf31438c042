//! The zones the resolver of a VPC has for a name: the private hosted zones associated with it, the hidden zones of its
//! endpoints, and AWS's own; and those that would match but are of no use there.

use std::cmp::Reverse;

use vpcanvas_model::{
    ResourceId,
    kind::{
        HostedZone, Vpc, VpcEndpoint, VpcEndpointService,
        vpc_endpoint::{VpcEndpointState, VpcEndpointType},
    },
};
use vpcanvas_network::{Network, Service};

use super::{DnsStep, Name, endpoint_names::private_names, internal_names};
use crate::{Code, Explanation};

/// A zone that covers a name.
pub(super) struct Zone<'a> {
    /// What it covers.
    pub(super) domain: Name,
    /// The hosted zone, endpoint or VPC it comes from.
    pub(super) holder: &'a ResourceId,
    pub(super) content: Content<'a>,
}

/// Where the answers of a zone come from.
pub(super) enum Content<'a> {
    /// The records of a hosted zone.
    Records(&'a HostedZone),
    /// The private name of an endpoint, `*.` first where it covers what is below (IE-61).
    Endpoint { private_name: String },
    /// The names AWS makes for addresses (section 5.7).
    Internal,
}

/// A zone that covers a name and is of no use, and why.
pub(super) struct Unusable {
    pub(super) explanation: Explanation,
    pub(super) reason: Reason,
}

/// Why a zone is of no use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// Nobody asked for it: private DNS is off.
    NotWanted,
    /// It is wanted and something is in the way.
    Prevented,
}

/// What a VPC has for a name.
#[derive(Default)]
pub(super) struct Zones<'a> {
    /// Those that match, the one that decides first (RSLV-01).
    pub(super) matching: Vec<Zone<'a>>,
    pub(super) unusable: Vec<Unusable>,
}

impl Unusable {
    /// The place in the chain of an answer.
    pub(super) fn step(&self) -> DnsStep {
        DnsStep {
            component: self.explanation.component.clone(),
            decision: self.explanation.message.clone(),
            reference: self.explanation.reference,
        }
    }
}

/// The zones of a VPC that cover a name.
pub(super) fn zones<'a>(
    network: &'a Network,
    (vpc_id, vpc): (&'a ResourceId, &'a Vpc),
    name: &Name,
) -> Zones<'a> {
    let mut zones = Zones::default();
    for (id, field) in network.referrers(vpc_id) {
        match field {
            "VPCs" => zones.add_hosted_zone(network, id, name),
            "VpcId" => zones.add_endpoint(network, id, name),
            _ => {}
        }
    }
    zones.add_internal(vpc_id, vpc, name);
    if !vpc.private_dns_works() {
        zones.disable(vpc_id);
    }
    zones
        .matching
        .sort_by_key(|zone| (Reverse(zone.domain.label_count()), zone.rank(), zone.holder));
    zones.matching.dedup_by_key(|zone| zone.holder);
    zones
}

/// The domain of a hosted zone, if it is a name DNS allows.
pub(super) fn domain_of(zone: &HostedZone) -> Option<Name> {
    Name::parse(zone.name.as_deref()?).ok()
}

/// The domain a private name lies in and whether it covers a name: `*.example.com` what is below `example.com` (ES-30),
/// any other name itself and, with nothing there, what is below it.
pub(super) fn covering_domain(private_name: &str, name: &Name) -> Option<Name> {
    let private = Name::parse(private_name).ok()?;
    match private.wildcard_base() {
        Some(base) => name.is_below(&base).then_some(base),
        None => name.is_within(&private).then_some(private),
    }
}

/// Whether a private name and its domain are those of a name, and do not just hide it.
pub(super) fn is_private_name(private_name: &str, domain: &Name, name: &Name) -> bool {
    private_name.starts_with('*') || domain == name
}

/// The private name of an endpoint that covers a name, and its domain: itself, else a wildcard, else one above.
pub(super) fn covering_private_name(
    network: &Network,
    endpoint: &ResourceId,
    name: &Name,
) -> Option<(String, Name)> {
    if network.endpoint(endpoint)?.endpoint_type() != VpcEndpointType::Interface {
        return None;
    }
    let mut covering: Vec<_> = private_names(network, endpoint)
        .into_iter()
        .filter_map(|private| Some((covering_domain(&private, name)?, private)))
        .collect();
    covering.sort_by_key(|(domain, private)| {
        let exact = domain == name;
        (
            !exact,
            !private.starts_with('*'),
            Reverse(domain.label_count()),
        )
    });
    let (domain, private) = covering.into_iter().next()?;
    Some((private, domain))
}

impl<'a> Zones<'a> {
    fn add_hosted_zone(&mut self, network: &'a Network, id: &'a ResourceId, name: &Name) {
        let Some(zone) = network.hosted_zone(id).filter(|zone| zone.is_private()) else {
            return;
        };
        let Some(domain) = domain_of(zone).filter(|domain| name.is_within(domain)) else {
            return;
        };
        self.matching.push(Zone {
            domain,
            holder: id,
            content: Content::Records(zone),
        });
    }

    fn add_endpoint(&mut self, network: &'a Network, id: &'a ResourceId, name: &Name) {
        let Some(endpoint) = network.endpoint(id) else {
            return;
        };
        let Some((private_name, domain)) = covering_private_name(network, id, name) else {
            return;
        };
        match private_dns_obstacle(network, id, endpoint, &private_name) {
            Some(unusable) if is_private_name(&private_name, &domain, name) => {
                self.unusable.push(unusable);
            }
            Some(_) => {}
            None => self.matching.push(Zone {
                domain,
                holder: id,
                content: Content::Endpoint { private_name },
            }),
        }
    }

    fn add_internal(&mut self, vpc_id: &'a ResourceId, vpc: &Vpc, name: &Name) {
        let region = vpc.region.as_deref();
        let domain = region.and_then(|region| internal_names::zone_of(name, region));
        self.matching.extend(domain.map(|domain| Zone {
            domain,
            holder: vpc_id,
            content: Content::Internal,
        }));
    }

    /// Without both DNS attributes no private zone is of use (DNS-07).
    fn disable(&mut self, vpc: &ResourceId) {
        for zone in std::mem::take(&mut self.matching) {
            let message = format!(
                "{} would answer for {}, but {vpc} has EnableDnsHostnames off: switch it on",
                zone.described(),
                zone.domain,
            );
            let explanation = Explanation::new(Code::DnsHostnamesDisabled, vpc, message, "DNS-07");
            self.unusable.push(Unusable {
                // What becomes of private DNS that is in use when an attribute goes off is not confirmed.
                explanation: match zone.content {
                    Content::Endpoint { .. } => explanation.unverified(),
                    Content::Records(_) | Content::Internal => explanation,
                },
                reason: Reason::Prevented,
            });
        }
    }
}

impl Zone<'_> {
    /// Of zones of one name a customer's own comes before AWS's.
    fn rank(&self) -> u8 {
        match self.content {
            Content::Records(_) => 0,
            Content::Endpoint { .. } => 1,
            Content::Internal => 2,
        }
    }

    /// What it is, at the start of a sentence.
    pub(super) fn described(&self) -> String {
        match self.content {
            Content::Records(_) => format!("Private hosted zone {}", self.holder),
            Content::Endpoint { .. } => format!("Private DNS of {}", self.holder),
            Content::Internal => "The resolver's own zone".to_owned(),
        }
    }

    /// Whether AWS would refuse one of two zones beside the other: same name, and made by the customer (PHZ-06, IE-62, IE-63).
    pub(super) fn conflict(&self, other: &Self) -> Option<&'static str> {
        if self.domain != other.domain {
            return None;
        }
        match (&self.content, &other.content) {
            (Content::Records(_), Content::Records(_)) => Some("PHZ-06"),
            (
                Content::Endpoint { private_name },
                Content::Endpoint {
                    private_name: other,
                },
            ) => (private_name == other).then_some("IE-62"),
            (Content::Internal, _) | (_, Content::Internal) => None,
            (Content::Records(_), Content::Endpoint { .. })
            | (Content::Endpoint { .. }, Content::Records(_)) => Some("IE-63"),
        }
    }
}

/// What keeps an endpoint's private name from resolving in its VPC, the VPC's own attributes apart.
fn private_dns_obstacle(
    network: &Network,
    id: &ResourceId,
    endpoint: &VpcEndpoint,
    name: &str,
) -> Option<Unusable> {
    let prevented = |code, component: &ResourceId, message: String, reference| {
        Some(Unusable {
            explanation: Explanation::new(code, component, message, reference),
            reason: Reason::Prevented,
        })
    };
    if !endpoint.private_dns_enabled.unwrap_or(false) {
        let message = format!(
            "{id} has private DNS off, so {name} is not its name in the VPC: switch PrivateDnsEnabled on or use the endpoint's own names"
        );
        return Some(Unusable {
            explanation: Explanation::new(Code::DnsPublicAnswer, id, message, "IE-65"),
            reason: Reason::NotWanted,
        });
    }
    if let Some(Service::Provider(service)) = network.service_of(id) {
        let verified = network
            .endpoint_service(service)
            .is_some_and(VpcEndpointService::private_dns_name_verified);
        if !verified {
            let message = format!(
                "{name} is not verified, so {id} cannot use it: the provider of {service} has to prove the name with a public TXT record"
            );
            return prevented(Code::DnsPrivateNameUnverified, service, message, "ES-33");
        }
    }
    let state = endpoint.endpoint_state();
    if state != VpcEndpointState::Available {
        let message = format!(
            "{name} is not the name of {id} while its state is {}: private DNS needs an accepted, available endpoint",
            state.as_str()
        );
        return prevented(Code::DnsEndpointNotAccepted, id, message, "IE-24");
    }
    None
}
