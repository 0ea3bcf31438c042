//! The network: the document with its references followed and its addresses indexed.
//!
//! Everything but the document and the list of problems is an index of what single records say, so that a change of one
//! record changes what it said and no more. Who wins where two say the same is decided by their ids when it is asked.
//!
//! Each accessor notes what it reads by [`Network::note`], or reads by another accessor alone.

use std::{net::IpAddr, sync::Arc};

use vpcanvas_model::{
    Check, Document, Kind, Properties, Resource, ResourceId, Transaction,
    kind::{
        Account, CustomerGateway, DhcpOptions, EgressOnlyInternetGateway, HostedZone, Instance,
        InternetGateway, Listener, LoadBalancer, NatGateway, NetworkAcl, PrefixList, Profile,
        ResolverEndpoint, ResolverRule, ResourceConfiguration, ResourceGateway, RouteTable,
        SecurityGroup, ServiceNetwork, Subnet, TargetGroup, TransitGateway,
        TransitGatewayAttachment, TransitGatewayRouteTable, Vpc, VpcEndpoint, VpcEndpointService,
        VpcPeeringConnection, VpnConnection, VpnGateway, hosted_zone::ResourceRecordSet,
    },
};

use crate::{
    DomainName, Interface, Problem, Reads, Service,
    claim::{DEFAULT, DOMAIN, ENDPOINT, LIST, MAIN, PRIMARY},
    index::Index,
    interfaces::INTERNET,
    reads::{Key, Recorder},
    service::service_of,
};

/// A document as a network. A clone shares what is known and takes down by itself what is read, so that each thread can have
/// one for little.
#[derive(Clone, Debug, Default)]
pub struct Network {
    pub(crate) document: Arc<Document>,
    pub(crate) index: Arc<Index>,
    recorder: Recorder,
}

/// Follows the references of a document.
pub fn resolve(document: &Document) -> Network {
    Network::new(document.clone())
}

macro_rules! of_kind {
    ($($(#[$doc:meta])* $name:ident: $kind:ident),* $(,)?) => {
        impl Network {
            $($(#[$doc])*
            pub fn $name(&self, id: &ResourceId) -> Option<&$kind> {
                match &self.resource(id)?.properties {
                    Properties::$kind(properties) => Some(properties),
                    _ => None,
                }
            })*
        }
    };
}

of_kind! {
    /// The VPC with an id.
    vpc: Vpc,
    /// The subnet with an id.
    subnet: Subnet,
    /// The instance with an id.
    instance: Instance,
    /// The endpoint with an id.
    endpoint: VpcEndpoint,
    /// The endpoint service with an id.
    endpoint_service: VpcEndpointService,
    /// The load balancer with an id.
    load_balancer: LoadBalancer,
    /// The listener with an id.
    listener: Listener,
    /// The target group with an id.
    target_group: TargetGroup,
    /// The security group with an id.
    security_group: SecurityGroup,
    /// The network ACL with an id.
    network_acl: NetworkAcl,
    /// The route table with an id.
    route_table: RouteTable,
    /// The hosted zone with an id.
    hosted_zone: HostedZone,
    /// The internet gateway with an id.
    internet_gateway: InternetGateway,
    /// The egress-only internet gateway with an id.
    egress_only_internet_gateway: EgressOnlyInternetGateway,
    /// The NAT gateway with an id.
    nat_gateway: NatGateway,
    /// The peering connection with an id.
    vpc_peering_connection: VpcPeeringConnection,
    /// The transit gateway with an id.
    transit_gateway: TransitGateway,
    /// The transit gateway attachment with an id.
    transit_gateway_attachment: TransitGatewayAttachment,
    /// The transit gateway route table with an id.
    transit_gateway_route_table: TransitGatewayRouteTable,
    /// The virtual private gateway with an id.
    vpn_gateway: VpnGateway,
    /// The VPN connection with an id.
    vpn_connection: VpnConnection,
    /// The on-premises network with an id.
    customer_gateway: CustomerGateway,
    /// The prefix list with an id.
    prefix_list: PrefixList,
    /// The account with an id.
    account: Account,
    /// The resource gateway with an id.
    resource_gateway: ResourceGateway,
    /// The resource configuration with an id.
    resource_configuration: ResourceConfiguration,
    /// The service network with an id.
    service_network: ServiceNetwork,
    /// The DHCP option set with an id.
    dhcp_options: DhcpOptions,
    /// The Resolver endpoint with an id.
    resolver_endpoint: ResolverEndpoint,
    /// The Resolver rule with an id.
    resolver_rule: ResolverRule,
    /// The Route 53 Profile with an id.
    profile: Profile,
}

impl Network {
    pub(crate) fn new(document: Document) -> Self {
        Self {
            index: Arc::new(Index::of(&document)),
            document: Arc::new(document),
            recorder: Recorder::default(),
        }
    }

    /// Takes down all that a function reads of this network.
    pub fn reading<T>(&self, read: impl FnOnce() -> T) -> (T, Reads) {
        self.recorder.record(read)
    }

    /// Takes down that something is read, whether or not it is there.
    fn note(&self, key: Key<'_>) {
        self.recorder.note(key);
    }

    /// The document this is the network of, in which nobody sees what is read: every edit concerns an answer made with it.
    ///
    /// No answer may depend on where things stand in it.
    pub fn document(&self) -> &Document {
        self.note(Key::Document);
        &self.document
    }

    /// What is missing or contradictory, in the order of components.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> {
        self.note(Key::Problems);
        self.index.problems.iter()
    }

    /// What the author expects, in the order of the file.
    pub fn checks(&self) -> &[Check] {
        self.note(Key::Checks);
        self.document.checks()
    }

    /// The record with an id.
    pub fn resource(&self, id: &ResourceId) -> Option<&Resource> {
        self.shared_resource(id).map(AsRef::as_ref)
    }

    /// The same, to be kept longer than the network.
    pub fn shared_resource(&self, id: &ResourceId) -> Option<&Arc<Resource>> {
        self.note(Key::Record(id.as_str()));
        self.index.records.get(id)
    }

    /// Records in a transaction that a resource is to be something else; `None` removes it.
    pub fn record(&self, change: &mut Transaction, id: &ResourceId, after: Option<Resource>) {
        self.note(Key::Record(id.as_str()));
        change.set_resource(&self.document, id, after);
    }

    /// The id of a record as the design holds it.
    pub fn id(&self, text: &str) -> Option<&ResourceId> {
        self.note(Key::Kind(text));
        self.index.records.id(text)
    }

    /// What kind the record with an id is.
    pub fn kind(&self, id: &ResourceId) -> Option<Kind> {
        self.note(Key::Kind(id.as_str()));
        self.index.records.kind(id.as_str())
    }

    /// The container a resource stands in: the one its field names, if that exists and is of a legal kind.
    pub fn parent(&self, id: &ResourceId) -> Option<&ResourceId> {
        let record = self.resource(id)?;
        let named = record.properties.parent()?.as_str();
        self.note(Key::Kind(named));
        let (parent, kind) = self.index.records.entry(named)?;
        record.kind().parents().contains(&kind).then_some(parent)
    }

    /// The containers of a resource from the nearest outwards.
    pub fn ancestors<'a>(&'a self, id: &ResourceId) -> impl Iterator<Item = &'a ResourceId> {
        std::iter::successors(self.parent(id), |parent| self.parent(parent))
    }

    /// The Region a resource lies in, by the VPC it stands in.
    pub fn region(&self, id: &ResourceId) -> Option<&str> {
        let region = |id| self.vpc(id).and_then(|vpc| vpc.region.as_deref());
        region(id).or_else(|| self.ancestors(id).find_map(region))
    }

    /// Every resource of a kind, in the order of ids.
    pub fn resources(&self, kind: Kind) -> impl Iterator<Item = (&ResourceId, &Resource)> {
        self.note(Key::All(kind));
        let ids = self.index.kinds.get(&kind).into_iter().flatten();
        ids.filter_map(|id| Some((id, self.index.records.get(id)?.as_ref())))
    }

    /// The resources of a kind that name a resource by a field, in the order of ids; the id need not be that of a record.
    pub fn naming<'a>(
        &'a self,
        id: &ResourceId,
        kind: Kind,
        field: &str,
    ) -> impl Iterator<Item = &'a ResourceId> + use<'a> {
        self.note(Key::Naming(id.as_str(), kind));
        let links = self.index.links.by(id, kind, field);
        links.iter().map(|link| &link.from)
    }

    /// The resources that name a resource, with the field, in the order of ids.
    pub fn referrers(&self, id: &ResourceId) -> Vec<(&ResourceId, &'static str)> {
        self.note(Key::Referrers(id.as_str()));
        let links = self.index.links.to(id);
        let mut referrers: Vec<_> = links.iter().map(|link| (&link.from, link.field)).collect();
        referrers.sort_unstable();
        referrers
    }

    /// The resources of a kind that claim to be something for a resource, in the order of ids.
    fn claiming<'a>(
        &'a self,
        id: &ResourceId,
        kind: Kind,
        claim: &str,
    ) -> impl Iterator<Item = &'a ResourceId> + use<'a> {
        self.note(Key::Naming(id.as_str(), kind));
        let links = self.index.claims.by(id, kind, claim);
        links.iter().map(|link| &link.from)
    }

    /// Every interface, in the order of owners.
    pub fn interfaces(&self) -> impl Iterator<Item = &Interface> {
        self.note(Key::AllInterfaces);
        let owners = self.document.resources();
        owners.flat_map(|(id, _)| self.index.interfaces.of(id))
    }

    /// The interfaces of an instance, network interface, endpoint or load balancer.
    pub fn interfaces_of<'a>(
        &'a self,
        owner: &ResourceId,
    ) -> impl Iterator<Item = &'a Interface> + use<'a> {
        self.note(Key::Interfaces(owner.as_str()));
        self.index.interfaces.of(owner).iter()
    }

    /// The primary interface of an instance, whether implied or drawn.
    pub fn primary_interface(&self, instance: &ResourceId) -> Option<&Interface> {
        let mut drawn = self.claiming(instance, Kind::NetworkInterface, PRIMARY);
        drawn
            .find_map(|id| self.interfaces_of(id).next())
            .or_else(|| {
                let mut implied = self.interfaces_of(instance);
                implied.find(|interface| interface.is_primary_of_instance())
            })
    }

    /// What stands at an address of a VPC.
    pub fn interface_at(&self, vpc: &ResourceId, address: IpAddr) -> Option<&Interface> {
        self.note(Key::Address(vpc.as_str(), address));
        self.index.interfaces.at(vpc.as_str(), address)
    }

    /// Who is seen in the internet by an address: a public one, or one of IPv6 (IGW-02, IGW-04).
    pub fn interface_at_public(&self, address: IpAddr) -> Option<&Interface> {
        self.note(Key::Address(INTERNET, address));
        self.index.interfaces.at(INTERNET, address)
    }

    /// The security group of a VPC that AWS makes with it, where it is drawn under its name `default` (SG-02).
    pub fn default_security_group(&self, vpc: &ResourceId) -> Option<&ResourceId> {
        self.claiming(vpc, Kind::SecurityGroup, DEFAULT).next()
    }

    /// The subnet of a VPC that an address lies in.
    pub fn subnet_at(&self, vpc: &ResourceId, address: IpAddr) -> Option<(&ResourceId, &Subnet)> {
        self.subnets(vpc).find(|(_, subnet)| match address {
            IpAddr::V4(address) => subnet
                .cidr_block
                .is_some_and(|block| block.contains(&address)),
            IpAddr::V6(address) => subnet
                .ipv6_cidr_block
                .is_some_and(|block| block.contains(&address)),
        })
    }

    /// The subnets of a VPC, in the order of ids.
    pub fn subnets<'a>(
        &'a self,
        vpc: &ResourceId,
    ) -> impl Iterator<Item = (&'a ResourceId, &'a Subnet)> + use<'a> {
        let is_vpc = self.kind(vpc) == Some(Kind::Vpc);
        self.naming(vpc, Kind::Subnet, "VpcId")
            .filter(move |_| is_vpc)
            .filter_map(|id| Some((id, self.subnet(id)?)))
    }

    /// The route table a subnet uses: its own, else the main one of its VPC (RT-01); `None` while neither is drawn.
    pub fn route_table_of(&self, subnet: &ResourceId) -> Option<(&ResourceId, &RouteTable)> {
        let own = self.naming(subnet, Kind::RouteTable, "Associations").next();
        let id = own.or_else(|| {
            let vpc = self.parent(subnet)?;
            self.claiming(vpc, Kind::RouteTable, MAIN).next()
        })?;
        Some((id, self.route_table(id)?))
    }

    /// The prefix list of a name, such as `com.amazonaws.us-east-1.s3`.
    pub fn prefix_list_named(&self, name: &str) -> Option<&ResourceId> {
        self.claiming(&ResourceId::from(name), Kind::PrefixList, LIST)
            .next()
    }

    /// The edge route table of a gateway, which decides where what it lets into its VPC goes (section 4.2).
    pub fn edge_table_of(&self, gateway: &ResourceId) -> Option<(&ResourceId, &RouteTable)> {
        let mut tables = self.naming(gateway, Kind::RouteTable, "Associations");
        tables.find_map(|id| Some((id, self.route_table(id)?)))
    }

    /// The network ACL of a subnet: its own, else the default one of its VPC (NACL-01); `None` while neither is drawn.
    pub fn network_acl_of(&self, subnet: &ResourceId) -> Option<(&ResourceId, &NetworkAcl)> {
        let own = self.naming(subnet, Kind::NetworkAcl, "Associations").next();
        let id = own.or_else(|| {
            let vpc = self.parent(subnet)?;
            self.claiming(vpc, Kind::NetworkAcl, DEFAULT).next()
        })?;
        Some((id, self.network_acl(id)?))
    }

    /// The listeners of a load balancer, in the order of ids.
    pub fn listeners_of<'a>(
        &'a self,
        balancer: &ResourceId,
    ) -> impl Iterator<Item = (&'a ResourceId, &'a Listener)> + use<'a> {
        let is_balancer = self.kind(balancer) == Some(Kind::LoadBalancer);
        self.naming(balancer, Kind::Listener, "LoadBalancerArn")
            .filter(move |_| is_balancer)
            .filter_map(|id| Some((id, self.listener(id)?)))
    }

    /// What stands behind an endpoint, `None` while it names no service.
    pub fn service_of(&self, endpoint: &ResourceId) -> Option<Service<'_>> {
        let service = service_of(&self.index.records, self.endpoint(endpoint)?)?;
        match service {
            Service::Provider(id) => self.note(Key::Kind(id.as_str())),
            Service::Elsewhere(id) => self.note(Key::Kind(id)),
            Service::Aws { .. } => {}
        }
        Some(service)
    }

    /// The endpoints that name an endpoint service, in the order of ids; the service need not be in the design.
    pub fn endpoints_for<'a>(
        &'a self,
        service: &ResourceId,
    ) -> impl Iterator<Item = (&'a ResourceId, &'a VpcEndpoint)> + use<'a> {
        self.claiming(service, Kind::VpcEndpoint, ENDPOINT)
            .filter_map(|id| Some((id, self.endpoint(id)?)))
    }

    /// The hosted zones, or the Resolver rules, of exactly a domain, in the order of ids.
    pub fn of_domain<'a>(
        &'a self,
        domain: &DomainName,
        kind: Kind,
    ) -> impl Iterator<Item = &'a ResourceId> + use<'a> {
        self.claiming(&ResourceId::from(domain.as_str()), kind, DOMAIN)
    }

    /// The record sets of a name in a hosted zone, in the order of the zone.
    pub fn record_sets_at<'a>(
        &'a self,
        zone: &ResourceId,
        name: &DomainName,
    ) -> impl Iterator<Item = &'a ResourceRecordSet> + use<'a> {
        let drawn = self.hosted_zone(zone);
        let names = self.index.record_names.get(zone);
        let places = names.into_iter().flat_map(|names| names.at(name));
        let sets = places.filter_map(move |place| drawn?.resource_record_sets.get(place));
        sets.collect::<Vec<_>>().into_iter()
    }

    /// Whether a hosted zone has record sets of names below another.
    pub fn has_records_below(&self, zone: &ResourceId, name: &DomainName) -> bool {
        self.note(Key::Record(zone.as_str()));
        let names = self.index.record_names.get(zone);
        names.is_some_and(|names| names.has_below(name))
    }

    /// Whether an endpoint names a Region for its service that is not its own (IE-80); zones need not match then (IE-84).
    pub fn is_cross_region(&self, endpoint: &ResourceId) -> bool {
        let named = self
            .endpoint(endpoint)
            .and_then(|endpoint| endpoint.service_region.as_deref());
        named.is_some() && named != self.region(endpoint)
    }
}

#[cfg(test)]
mod tests;
