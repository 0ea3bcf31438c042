//! What the resolver of a VPC has for a name: rules, private hosted zones, the hidden zones of endpoints, and AWS's own, each
//! of the VPC itself or brought by a Profile; and what would match but is of no use there (section 5.4).

mod unusable;

use std::cmp::Reverse;

use vpcanvas_model::{
    Kind, ResourceId,
    kind::{
        HostedZone, Profile, ResolverRule, ServiceNetwork, Vpc, VpcEndpoint,
        resolver_rule::ResolverRuleType, vpc_endpoint::VpcEndpointType,
    },
};
use vpcanvas_network::Network;

use super::{
    Name,
    endpoint_names::private_names,
    internal_names,
    resource_names::{configurations_of, is_preferred, with_members},
};
pub(super) use unusable::{Reason, Unusable};
use unusable::{inbound_only, not_available, not_preferred, private_dns_obstacle, switched_off};

use crate::{Code, Explanation, not_collected};

/// A zone or rule that covers a name.
pub(super) struct Zone<'a> {
    /// What it covers.
    pub(super) domain: Name,
    /// The hosted zone, rule, endpoint or VPC it comes from.
    pub(super) holder: &'a ResourceId,
    /// The Profile that brings it; one of the same name that is the VPC's own comes first.
    pub(super) profile: Option<&'a ResourceId>,
    pub(super) content: Content<'a>,
}

/// Where the answers of a zone come from.
pub(super) enum Content<'a> {
    /// The records of a hosted zone.
    Records(&'a HostedZone),
    /// A customer's rule.
    Rule(&'a ResolverRule, ResolverRuleType),
    /// The private name of an endpoint, `*.` first where it covers what is below (IE-61).
    Endpoint { private_name: String },
    /// The name a provider gave a resource behind an endpoint (RS-09).
    Resource,
    /// The name of a resource of a service network the VPC is associated with (SN-05).
    Association,
    /// The names AWS makes for addresses (section 5.7).
    Internal,
}

/// What a VPC has for a name.
#[derive(Default)]
pub(super) struct Zones<'a> {
    /// Those that match, the one that decides first (RSLV-01).
    pub(super) matching: Vec<Zone<'a>>,
    pub(super) unusable: Vec<Unusable>,
}

/// The zones and rules of a VPC that cover a name; `inbound` when the question came through an inbound endpoint.
pub(super) fn zones<'a>(
    network: &'a Network,
    (vpc_id, vpc): (&'a ResourceId, &'a Vpc),
    name: &Name,
    inbound: bool,
) -> Zones<'a> {
    let mut zones = Zones::default();
    for domain in name.and_above() {
        let hosted = network.of_domain(&domain, Kind::HostedZone);
        let rules = network.of_domain(&domain, Kind::ResolverRule);
        for id in hosted.chain(rules) {
            let profile = bringing(network, vpc_id, id);
            if is_own(network, vpc_id, id) {
                zones.add_of_domain(network, (id, None), &domain);
            } else if profile.is_some() {
                zones.add_of_domain(network, (id, profile), &domain);
            }
        }
    }
    for id in network.naming(vpc_id, Kind::VpcEndpoint, "VpcId") {
        zones.add(network, id, None, name, inbound);
    }
    for id in network.naming(vpc_id, Kind::ServiceNetwork, "VPCIds") {
        zones.add(network, id, None, name, inbound);
    }
    for (id, profile) in profiles(network, vpc_id) {
        for brought in &profile.resource_arns {
            zones.add(network, brought, Some(id), name, inbound);
        }
    }
    zones.add_internal(network, (vpc_id, vpc), name);
    let is_unknown = not_collected::lacks(network, vpc_id, "EnableDnsHostnames");
    if !vpc.private_dns_works() && !is_unknown {
        zones.disable(vpc_id);
    }
    zones.matching.sort_by_key(|zone| {
        (
            Reverse(zone.domain.label_count()),
            zone.profile.is_some(),
            zone.rank(),
            zone.holder,
        )
    });
    zones.matching.dedup_by_key(|zone| zone.holder);
    zones
}

/// The Profiles of a VPC, of which AWS admits one.
pub(super) fn profiles<'a>(
    network: &'a Network,
    vpc: &ResourceId,
) -> impl Iterator<Item = (&'a ResourceId, &'a Profile)> {
    let ids = network.naming(vpc, Kind::Profile, "VPCIds");
    ids.filter_map(|id| Some((id, network.profile(id)?)))
}

/// Whether a hosted zone or a rule is associated with a VPC.
fn is_own(network: &Network, vpc: &ResourceId, id: &ResourceId) -> bool {
    let zone = network.hosted_zone(id);
    let mut vpcs = zone.into_iter().flat_map(|zone| &zone.vpcs);
    let rule = network.resolver_rule(id);
    vpcs.any(|association| association.vpc_id.as_ref() == Some(vpc))
        || rule.is_some_and(|rule| rule.vpc_ids.contains(vpc))
}

/// The Profile of a VPC that brings it a hosted zone or a rule.
fn bringing<'a>(network: &'a Network, vpc: &ResourceId, id: &ResourceId) -> Option<&'a ResourceId> {
    let mut profiles = profiles(network, vpc);
    let brought = profiles.find(|(_, profile)| profile.resource_arns.contains(id));
    brought.map(|(profile, _)| profile)
}

/// Whether a zone or endpoint that a VPC sees covers a name.
pub(crate) fn sees_privately(network: &Network, vpc: &ResourceId, name: &str) -> bool {
    let Some(((id, drawn), name)) = network
        .id(vpc.as_str())
        .and_then(|id| Some((id, network.vpc(id)?)))
        .zip(Name::parse(name).ok())
    else {
        return false;
    };
    let zones = zones(network, (id, drawn), &name, false);
    zones
        .matching
        .iter()
        .any(|zone| matches!(zone.content, Content::Records(_)) || zone.is_hidden())
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
    /// Adds what a resource says about a name, if it is one that can.
    fn add(
        &mut self,
        network: &'a Network,
        id: &'a ResourceId,
        profile: Option<&'a ResourceId>,
        name: &Name,
        inbound: bool,
    ) {
        if let Some(drawn) = network.service_network(id) {
            self.add_association(network, id, drawn, name);
        } else if let Some(endpoint) = network.endpoint(id) {
            self.add_endpoint(network, (id, endpoint), profile, name, inbound);
            self.add_resources(network, (id, endpoint), profile, name);
        }
    }

    /// Adds a hosted zone or a rule of a domain. A DELEGATE rule covers no names: it is asked for by the name servers of a zone
    /// (PHZ-13).
    fn add_of_domain(
        &mut self,
        network: &'a Network,
        (holder, profile): (&'a ResourceId, Option<&'a ResourceId>),
        domain: &Name,
    ) {
        let rule = || {
            let rule = network.resolver_rule(holder)?;
            let rule_type = rule.rule_type.unwrap_or(ResolverRuleType::Forward);
            let covers = rule_type != ResolverRuleType::Delegate;
            covers.then_some(Content::Rule(rule, rule_type))
        };
        let zone = network.hosted_zone(holder).filter(|zone| zone.is_private());
        let content = zone.map(Content::Records).or_else(rule);
        self.matching.extend(content.map(|content| Zone {
            domain: domain.clone(),
            holder,
            profile,
            content,
        }));
    }

    fn add_domain(
        &mut self,
        domain: Option<Name>,
        name: &Name,
        (holder, profile): (&'a ResourceId, Option<&'a ResourceId>),
        content: Content<'a>,
    ) {
        let covering = domain.filter(|domain| name.is_within(domain));
        self.matching.extend(covering.map(|domain| Zone {
            domain,
            holder,
            profile,
            content,
        }));
    }

    fn add_association(
        &mut self,
        network: &'a Network,
        id: &'a ResourceId,
        drawn: &'a ServiceNetwork,
        name: &Name,
    ) {
        let named: Vec<_> = drawn.resource_configuration_ids.iter().collect();
        for (_, configuration) in with_members(network, &named) {
            let domain = configuration.custom_domain_name.as_deref();
            let domain = domain.and_then(|domain| Name::parse(domain).ok());
            self.add_domain(domain, name, (id, None), Content::Association);
        }
    }

    fn add_endpoint(
        &mut self,
        network: &'a Network,
        (id, endpoint): (&'a ResourceId, &VpcEndpoint),
        profile: Option<&'a ResourceId>,
        name: &Name,
        inbound: bool,
    ) {
        let Some((private_name, domain)) = covering_private_name(network, id, name) else {
            return;
        };
        let obstacle = private_dns_obstacle(network, id, endpoint, &private_name)
            .or_else(|| inbound_only(network, id, endpoint, &private_name, inbound));
        match obstacle {
            Some(unusable) if is_private_name(&private_name, &domain, name) => {
                self.unusable.push(unusable);
            }
            Some(_) => {}
            None => self.matching.push(Zone {
                domain,
                holder: id,
                profile,
                content: Content::Endpoint { private_name },
            }),
        }
    }

    fn add_resources(
        &mut self,
        network: &'a Network,
        (id, endpoint): (&'a ResourceId, &'a VpcEndpoint),
        profile: Option<&'a ResourceId>,
        name: &Name,
    ) {
        for (configuration, drawn) in configurations_of(network, endpoint) {
            let domain = drawn.custom_domain_name.as_deref();
            let Some(domain) = domain.and_then(|domain| Name::parse(domain).ok()) else {
                continue;
            };
            let obstacle = switched_off(id, endpoint, domain.as_str(), "RS-09")
                .or_else(|| {
                    let wanted = is_preferred(endpoint, drawn);
                    (!wanted).then(|| not_preferred(id, configuration, &domain))
                })
                .or_else(|| not_available(id, endpoint, domain.as_str()));
            match obstacle {
                Some(unusable) if *name == domain => self.unusable.push(unusable),
                Some(_) => {}
                None => {
                    self.add_domain(Some(domain), name, (id, profile), Content::Resource);
                }
            }
        }
    }

    fn add_internal(&mut self, network: &Network, (id, vpc): (&'a ResourceId, &Vpc), name: &Name) {
        let domain = internal_names::zone_of(network, id, vpc, name);
        self.add_domain(domain, name, (id, None), Content::Internal);
    }

    /// Without both DNS attributes no private zone is of use, but rules are (DNS-07).
    fn disable(&mut self, vpc: &ResourceId) {
        let is_rule = |zone: &Zone<'_>| matches!(zone.content, Content::Rule(..));
        let (rules, zones) = std::mem::take(&mut self.matching)
            .into_iter()
            .partition(is_rule);
        self.matching = rules;
        let zones: Vec<Zone<'_>> = zones;
        for zone in zones {
            let message = format!(
                "{} would answer for {}, but {vpc} has EnableDnsHostnames off: switch it on",
                zone.described(),
                zone.domain,
            );
            let explanation = Explanation::new(Code::DnsHostnamesDisabled, vpc, message, "DNS-07");
            self.unusable.push(Unusable {
                // What becomes of private DNS that is in use when an attribute goes off is not confirmed.
                explanation: match zone.content {
                    Content::Endpoint { .. } | Content::Resource | Content::Association => {
                        explanation.unverified()
                    }
                    Content::Records(_) | Content::Internal | Content::Rule(..) => explanation,
                },
                reason: Reason::Prevented,
            });
        }
    }
}

impl Zone<'_> {
    /// Of one name a rule that forwards comes before a zone (RSLV-02), and a customer's own zone before AWS's.
    fn rank(&self) -> u8 {
        match self.content {
            Content::Rule(_, ResolverRuleType::Forward | ResolverRuleType::Delegate) => 0,
            Content::Rule(_, ResolverRuleType::System) => 1,
            Content::Records(_) => 2,
            Content::Endpoint { .. } | Content::Resource => 3,
            Content::Association => 4,
            Content::Internal => 5,
            Content::Rule(_, ResolverRuleType::Recursive) => 6,
        }
    }

    /// Whether it is a rule that passes names on.
    pub(super) fn forwards(&self) -> bool {
        matches!(
            self.content,
            Content::Rule(_, ResolverRuleType::Forward | ResolverRuleType::Recursive)
        )
    }

    /// Whether it is the hidden zone of an endpoint.
    pub(super) fn is_hidden(&self) -> bool {
        matches!(self.content, Content::Endpoint { .. } | Content::Resource)
    }

    /// What it is, at the start of a sentence.
    pub(super) fn described(&self) -> String {
        let described = match self.content {
            Content::Records(_) => format!("Private hosted zone {}", self.holder),
            Content::Rule(_, rule_type) => {
                format!("The {} rule {}", rule_type.as_str(), self.holder)
            }
            Content::Endpoint { .. } | Content::Resource => {
                format!("Private DNS of {}", self.holder)
            }
            Content::Association => format!("Service network {}", self.holder),
            Content::Internal => "The resolver's own zone".to_owned(),
        };
        match self.profile {
            Some(profile) => format!("{described}, by the Profile {profile},"),
            None => described,
        }
    }

    /// Whether AWS would refuse one of two zones beside the other: same name, and made by the customer (PHZ-06, IE-62, IE-63).
    pub(super) fn conflict(&self, other: &Self) -> Option<&'static str> {
        if self.domain != other.domain || self.profile != other.profile {
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
            (Content::Rule(..), Content::Rule(..)) => Some("5.4"),
            (Content::Resource, Content::Resource) => Some("RS-11"),
            (Content::Records(_), Content::Endpoint { .. })
            | (Content::Endpoint { .. }, Content::Records(_)) => Some("IE-63"),
            _ => None,
        }
    }
}
