//! The lists AWS prints, one family a file: which fields are read, and what they become in the model's words.

mod address_plan;
mod endpoint;
mod gateway;
mod hosted_zone;
mod instance;
mod load_balancer;
mod network_acl;
mod peering;
mod prefix_list;
mod resolver;
mod route_table;
mod security_group;
mod service;
mod target_group;
mod transit_gateway;
mod vpn;

use serde_json::{Map, Value};
use vpcanvas_model::Field;

use super::{
    command::COMMANDS,
    draft::Draft,
    read::{Read, View},
};

/// One list, or single object, that a command prints.
pub(super) struct List {
    /// The key it stands under.
    pub(super) key: &'static str,
    pub(super) becomes: Becomes,
    pub(super) reads: &'static [Read],
    /// Puts what is read into the model's words.
    pub(super) shape: fn(View<'_>, &mut Draft),
    /// The id as the design writes it.
    pub(super) clean: fn(&str) -> String,
    /// Why an element is no part of the network, if so.
    pub(super) skip: fn(&Map<String, Value>) -> Option<&'static str>,
    /// Elements of another list inside an element, with their pointers.
    pub(super) brings: Option<Brings>,
    /// Other outputs say more of the same things, and are to be believed first.
    pub(super) is_brief: bool,
}

/// How elements of another list are found, and which list that is.
pub(super) type Brings = (Inside, fn() -> &'static List);

/// Takes the elements of another list out of an element with this id.
pub(super) type Inside = fn(&Map<String, Value>, &str) -> Vec<(String, Value)>;

/// What an element becomes.
#[derive(Clone, Copy)]
pub(super) enum Becomes {
    /// A resource of this kind, with the id in this field. A kind the model has not is kept as an unknown one.
    Resource {
        kind: &'static str,
        id: &'static str,
    },
    /// A part of a resource of this kind.
    Part {
        of: &'static str,
        /// The field that holds the id of the resource; without it the request says it.
        by: &'static str,
        /// The fields the model has for the part.
        row: &'static [Field],
        /// Puts all parts of one resource into it.
        join: fn(&mut Draft, Vec<Draft>),
    },
    /// Several elements of another list, in this field.
    Several {
        inside: &'static str,
        list: fn() -> &'static List,
    },
    /// What an Availability Zone is called in an account.
    Zone,
}

/// Every list.
pub(super) const LISTS: &[&List] = &[
    &address_plan::AVAILABILITY_ZONES,
    &address_plan::VPCS,
    &address_plan::ENABLE_DNS_SUPPORT,
    &address_plan::ENABLE_DNS_HOSTNAMES,
    &address_plan::BLOCK_PUBLIC_ACCESS_OPTIONS,
    &address_plan::BLOCK_PUBLIC_ACCESS_EXCLUSIONS,
    &address_plan::SUBNETS,
    &address_plan::DHCP_OPTIONS,
    &route_table::ROUTE_TABLES,
    &network_acl::NETWORK_ACLS,
    &security_group::SECURITY_GROUPS,
    &security_group::SECURITY_GROUP_RULES,
    &prefix_list::PREFIX_LISTS,
    &prefix_list::ENTRIES,
    &instance::NETWORK_INTERFACES,
    &instance::RESERVATIONS,
    &instance::INSTANCES,
    &instance::ADDRESSES,
    &gateway::INTERNET_GATEWAYS,
    &gateway::EGRESS_ONLY_INTERNET_GATEWAYS,
    &gateway::NAT_GATEWAYS,
    &peering::VPC_PEERING_CONNECTIONS,
    &transit_gateway::TRANSIT_GATEWAYS,
    &transit_gateway::ATTACHMENTS,
    &transit_gateway::VPC_ATTACHMENTS,
    &transit_gateway::PEERING_ATTACHMENTS,
    &transit_gateway::ROUTE_TABLES,
    &transit_gateway::ASSOCIATIONS,
    &transit_gateway::PROPAGATIONS,
    &transit_gateway::ROUTES,
    &vpn::VPN_GATEWAYS,
    &vpn::CUSTOMER_GATEWAYS,
    &vpn::VPN_CONNECTIONS,
    &endpoint::VPC_ENDPOINTS,
    &endpoint::VPC_ENDPOINT_CONNECTIONS,
    &service::SERVICE_CONFIGURATIONS,
    &service::SERVICE_DETAILS,
    &service::ALLOWED_PRINCIPALS,
    &load_balancer::LOAD_BALANCERS,
    &load_balancer::LISTENERS,
    &load_balancer::ATTRIBUTES,
    &target_group::TARGET_GROUPS,
    &target_group::TARGET_HEALTH_DESCRIPTIONS,
    &hosted_zone::HOSTED_ZONES,
    &hosted_zone::HOSTED_ZONE,
    &hosted_zone::VPCS,
    &hosted_zone::RESOURCE_RECORD_SETS,
    &resolver::RESOLVER_ENDPOINTS,
    &resolver::IP_ADDRESSES,
    &resolver::RESOLVER_RULES,
    &resolver::RESOLVER_RULE_ASSOCIATIONS,
];

/// Keys whose elements are outputs themselves, each with its request's parameter: Batfish's own lists.
pub(super) const WRAPPERS: &[&str] = &[
    "LoadBalancerAttributes",
    "LoadBalancerListeners",
    "LoadBalancerTargetHealth",
    "TransitGatewayPropagations",
    "TransitGatewayStaticRoutes",
];

/// The list under a key.
pub(super) fn find(key: &str) -> Option<&'static List> {
    LISTS.iter().copied().find(|list| list.key == key)
}

/// Lists that hold some of a kind, so that what is not among them may still be there.
const OF_SOME: &[&str] = &[
    "HostedZone",
    "ServiceDetails",
    "TransitGatewayPeeringAttachments",
    "TransitGatewayVpcAttachments",
];

impl List {
    /// The kind of which the list holds all that there is in its account and Region.
    pub(super) fn all_of(&'static self) -> Option<&'static str> {
        match self.becomes {
            Becomes::Resource { kind, .. } => (!OF_SOME.contains(&self.key)).then_some(kind),
            Becomes::Several { list, .. } => list().all_of(),
            Becomes::Part { .. } | Becomes::Zone => None,
        }
    }

    const fn resource(
        key: &'static str,
        kind: &'static str,
        id: &'static str,
        reads: &'static [Read],
        shape: fn(View<'_>, &mut Draft),
    ) -> Self {
        Self {
            key,
            becomes: Becomes::Resource { kind, id },
            reads,
            shape,
            clean: str::to_owned,
            skip: |_| None,
            brings: None,
            is_brief: false,
        }
    }

    const fn part(
        key: &'static str,
        (of, by): (&'static str, &'static str),
        row: &'static [Field],
        reads: &'static [Read],
        shape: fn(View<'_>, &mut Draft),
        join: fn(&mut Draft, Vec<Draft>),
    ) -> Self {
        Self {
            becomes: Becomes::Part { of, by, row, join },
            ..Self::resource(key, of, "", reads, shape)
        }
    }

    /// Whether its elements belong to a resource that another output prints.
    pub(super) fn is_part(&self) -> bool {
        matches!(self.becomes, Becomes::Part { .. })
    }

    /// The parameters of the requests it answers.
    pub(super) fn requests(&self) -> impl Iterator<Item = &'static str> + '_ {
        let commands = COMMANDS
            .iter()
            .filter(|command| command.lists.contains(&self.key));
        commands.filter_map(|command| Some(command.each.as_ref()?.parameter))
    }
}

/// Leaves everything to the table.
fn as_read(_: View<'_>, _: &mut Draft) {}

/// The fields of parts as rows of a table.
fn rows(parts: Vec<Draft>) -> impl Iterator<Item = Value> {
    parts.into_iter().map(|part| Value::Object(part.fields))
}
