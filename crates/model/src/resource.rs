//! One record of the document: its tags, its note and the properties of its kind.

use std::{collections::BTreeMap, fmt};

use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::{
    Kind, ResourceId, UnknownFields,
    field::{self, FieldType},
    kind::{
        Account, CustomerGateway, DhcpOptions, EgressOnlyInternetGateway, HostedZone, Instance,
        InternetGateway, Listener, LoadBalancer, NatGateway, NetworkAcl, NetworkInterface, Note,
        PrefixList, Profile, ResolverEndpoint, ResolverRule, ResourceConfiguration,
        ResourceGateway, RouteTable, SecurityGroup, ServiceNetwork, Subnet, TargetGroup,
        TransitGateway, TransitGatewayAttachment, TransitGatewayRouteTable, Vpc, VpcEndpoint,
        VpcEndpointService, VpcPeeringConnection, VpnConnection, VpnGateway,
    },
};

/// One record: what a thing is, apart from where it stands on the canvas.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// AWS tags; `Name` is the one shown.
    pub tags: BTreeMap<String, String>,
    /// Words for people, in as many lines as they take. No answer depends on them.
    pub note: Option<String>,
    /// The properties of its kind.
    pub properties: Properties,
}

/// The properties of each kind.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "Kind")]
pub enum Properties {
    /// An AWS account.
    Account(Account),
    /// A virtual private cloud.
    Vpc(Vpc),
    /// A subnet.
    Subnet(Subnet),
    /// An EC2 instance.
    Instance(Instance),
    /// A network interface.
    NetworkInterface(NetworkInterface),
    /// A VPC endpoint.
    VpcEndpoint(VpcEndpoint),
    /// An endpoint service.
    VpcEndpointService(VpcEndpointService),
    /// A load balancer.
    LoadBalancer(LoadBalancer),
    /// A listener.
    Listener(Listener),
    /// A target group.
    TargetGroup(TargetGroup),
    /// A security group.
    SecurityGroup(SecurityGroup),
    /// A network ACL.
    NetworkAcl(NetworkAcl),
    /// A route table.
    RouteTable(RouteTable),
    /// A prefix list.
    PrefixList(PrefixList),
    /// A hosted zone.
    HostedZone(HostedZone),
    /// An internet gateway.
    InternetGateway(InternetGateway),
    /// An egress-only internet gateway.
    EgressOnlyInternetGateway(EgressOnlyInternetGateway),
    /// A NAT gateway.
    NatGateway(NatGateway),
    /// A peering connection.
    VpcPeeringConnection(VpcPeeringConnection),
    /// A transit gateway.
    TransitGateway(TransitGateway),
    /// A transit gateway attachment.
    TransitGatewayAttachment(TransitGatewayAttachment),
    /// A transit gateway route table.
    TransitGatewayRouteTable(TransitGatewayRouteTable),
    /// A virtual private gateway.
    VpnGateway(VpnGateway),
    /// A VPN connection.
    VpnConnection(VpnConnection),
    /// An on-premises network.
    CustomerGateway(CustomerGateway),
    /// A DHCP option set.
    DhcpOptions(DhcpOptions),
    /// A Resolver endpoint.
    ResolverEndpoint(ResolverEndpoint),
    /// A Resolver rule.
    ResolverRule(ResolverRule),
    /// A Route 53 Profile.
    Profile(Profile),
    /// A resource gateway.
    ResourceGateway(ResourceGateway),
    /// A resource configuration.
    ResourceConfiguration(ResourceConfiguration),
    /// A service network.
    ServiceNetwork(ServiceNetwork),
    /// A note of its own.
    Note(Note),
    /// A kind this version does not know.
    #[serde(untagged)]
    #[schemars(skip)]
    Other(Other),
}

/// A record of a kind this version does not know, kept word for word.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Other {
    /// The word in the file.
    #[serde(rename = "Kind")]
    pub kind: String,
    /// Everything else.
    #[serde(flatten)]
    pub fields: UnknownFields,
}

/// Why a record cannot be read.
#[derive(Clone, Debug, PartialEq)]
pub struct InvalidResource {
    /// The names down to the value, `["Routes", "0", "DestinationCidrBlock"]`.
    pub path: Vec<String>,
    /// What is wrong and what was expected.
    pub message: String,
}

impl fmt::Display for InvalidResource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.path.join(" › "), self.message)
    }
}

impl Resource {
    /// A record without tags and note.
    pub fn new(properties: Properties) -> Self {
        Self {
            tags: BTreeMap::new(),
            note: None,
            properties,
        }
    }

    /// The record with another `Name` tag; an empty name removes the tag.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        if name.is_empty() {
            self.tags.remove("Name");
        } else {
            self.tags.insert("Name".to_owned(), name.to_owned());
        }
        self
    }

    /// The record with another note; an empty one is none.
    #[must_use]
    pub fn noted(mut self, note: &str) -> Self {
        self.note = (!note.is_empty()).then(|| note.to_owned());
        self
    }

    /// The `Name` tag.
    pub fn name(&self) -> Option<&str> {
        self.tags.get("Name").map(String::as_str)
    }

    /// What it is.
    pub fn kind(&self) -> Kind {
        self.properties.kind()
    }

    /// The record as it stands in the file.
    pub fn to_fields(&self) -> Map<String, Value> {
        let mut fields = match serde_json::to_value(&self.properties) {
            Ok(Value::Object(fields)) => fields,
            // Every kind is a struct with string keys, which always serializes to an object.
            Ok(_) | Err(_) => Map::new(),
        };
        if !self.tags.is_empty() {
            let tags = self
                .tags
                .iter()
                .map(|(key, value)| (key.clone(), Value::from(value.as_str())));
            fields.insert("Tags".to_owned(), Value::Object(tags.collect()));
        }
        if let Some(note) = &self.note {
            fields.insert("Note".to_owned(), Value::from(note.as_str()));
        }
        fields
    }

    /// Reads a record as it stands in the file.
    ///
    /// # Errors
    /// The place and the expectation of the first value that does not fit.
    pub fn from_fields(mut fields: Map<String, Value>) -> Result<Self, InvalidResource> {
        let tags = match fields.remove("Tags") {
            None => BTreeMap::new(),
            Some(tags) => read(tags, &tag_at).map_err(|error| error.below("Tags"))?,
        };
        let note = match fields.remove("Note") {
            None => None,
            Some(note) => read(note, &|_| FieldType::Text).map_err(|error| error.below("Note"))?,
        };
        let properties = Properties::from_fields(fields)?;
        Ok(Self {
            tags,
            note,
            properties,
        })
    }
}

impl InvalidResource {
    fn new(place: &str, message: String) -> Self {
        Self {
            path: vec![place.to_owned()],
            message,
        }
    }

    fn below(mut self, name: &str) -> Self {
        self.path.insert(0, name.to_owned());
        self
    }
}

impl Properties {
    fn from_fields(mut fields: Map<String, Value>) -> Result<Self, InvalidResource> {
        let expected = "a kind such as Vpc or Subnet";
        let word = match fields.remove("Kind") {
            Some(Value::String(word)) => word,
            Some(value) => {
                return Err(InvalidResource::new(
                    "Kind",
                    format!("{value} found, expected {expected}"),
                ));
            }
            None => {
                return Err(InvalidResource::new(
                    "Kind",
                    format!("missing, expected {expected}"),
                ));
            }
        };
        let kind = Kind::parse(&word).unwrap_or(Kind::Other);
        match kind {
            Kind::Account => properties(kind, fields).map(Self::Account),
            Kind::Vpc => properties(kind, fields).map(Self::Vpc),
            Kind::Subnet => properties(kind, fields).map(Self::Subnet),
            Kind::Instance => properties(kind, fields).map(Self::Instance),
            Kind::NetworkInterface => properties(kind, fields).map(Self::NetworkInterface),
            Kind::VpcEndpoint => properties(kind, fields).map(Self::VpcEndpoint),
            Kind::VpcEndpointService => properties(kind, fields).map(Self::VpcEndpointService),
            Kind::LoadBalancer => properties(kind, fields).map(Self::LoadBalancer),
            Kind::Listener => properties(kind, fields).map(Self::Listener),
            Kind::TargetGroup => properties(kind, fields).map(Self::TargetGroup),
            Kind::SecurityGroup => properties(kind, fields).map(Self::SecurityGroup),
            Kind::NetworkAcl => properties(kind, fields).map(Self::NetworkAcl),
            Kind::RouteTable => properties(kind, fields).map(Self::RouteTable),
            Kind::PrefixList => properties(kind, fields).map(Self::PrefixList),
            Kind::HostedZone => properties(kind, fields).map(Self::HostedZone),
            Kind::InternetGateway => properties(kind, fields).map(Self::InternetGateway),
            Kind::EgressOnlyInternetGateway => {
                properties(kind, fields).map(Self::EgressOnlyInternetGateway)
            }
            Kind::NatGateway => properties(kind, fields).map(Self::NatGateway),
            Kind::VpcPeeringConnection => properties(kind, fields).map(Self::VpcPeeringConnection),
            Kind::TransitGateway => properties(kind, fields).map(Self::TransitGateway),
            Kind::TransitGatewayAttachment => {
                properties(kind, fields).map(Self::TransitGatewayAttachment)
            }
            Kind::TransitGatewayRouteTable => {
                properties(kind, fields).map(Self::TransitGatewayRouteTable)
            }
            Kind::VpnGateway => properties(kind, fields).map(Self::VpnGateway),
            Kind::VpnConnection => properties(kind, fields).map(Self::VpnConnection),
            Kind::CustomerGateway => properties(kind, fields).map(Self::CustomerGateway),
            Kind::DhcpOptions => properties(kind, fields).map(Self::DhcpOptions),
            Kind::ResolverEndpoint => properties(kind, fields).map(Self::ResolverEndpoint),
            Kind::ResolverRule => properties(kind, fields).map(Self::ResolverRule),
            Kind::Profile => properties(kind, fields).map(Self::Profile),
            Kind::ResourceGateway => properties(kind, fields).map(Self::ResourceGateway),
            Kind::ResourceConfiguration => {
                properties(kind, fields).map(Self::ResourceConfiguration)
            }
            Kind::ServiceNetwork => properties(kind, fields).map(Self::ServiceNetwork),
            Kind::Note => properties(kind, fields).map(Self::Note),
            Kind::Other => Ok(Self::Other(Other {
                kind: word,
                fields: fields.into_iter().collect(),
            })),
        }
    }

    /// What they are the properties of.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Account(_) => Kind::Account,
            Self::Vpc(_) => Kind::Vpc,
            Self::Subnet(_) => Kind::Subnet,
            Self::Instance(_) => Kind::Instance,
            Self::NetworkInterface(_) => Kind::NetworkInterface,
            Self::VpcEndpoint(_) => Kind::VpcEndpoint,
            Self::VpcEndpointService(_) => Kind::VpcEndpointService,
            Self::LoadBalancer(_) => Kind::LoadBalancer,
            Self::Listener(_) => Kind::Listener,
            Self::TargetGroup(_) => Kind::TargetGroup,
            Self::SecurityGroup(_) => Kind::SecurityGroup,
            Self::NetworkAcl(_) => Kind::NetworkAcl,
            Self::RouteTable(_) => Kind::RouteTable,
            Self::PrefixList(_) => Kind::PrefixList,
            Self::HostedZone(_) => Kind::HostedZone,
            Self::InternetGateway(_) => Kind::InternetGateway,
            Self::EgressOnlyInternetGateway(_) => Kind::EgressOnlyInternetGateway,
            Self::NatGateway(_) => Kind::NatGateway,
            Self::VpcPeeringConnection(_) => Kind::VpcPeeringConnection,
            Self::TransitGateway(_) => Kind::TransitGateway,
            Self::TransitGatewayAttachment(_) => Kind::TransitGatewayAttachment,
            Self::TransitGatewayRouteTable(_) => Kind::TransitGatewayRouteTable,
            Self::VpnGateway(_) => Kind::VpnGateway,
            Self::VpnConnection(_) => Kind::VpnConnection,
            Self::CustomerGateway(_) => Kind::CustomerGateway,
            Self::DhcpOptions(_) => Kind::DhcpOptions,
            Self::ResolverEndpoint(_) => Kind::ResolverEndpoint,
            Self::ResolverRule(_) => Kind::ResolverRule,
            Self::Profile(_) => Kind::Profile,
            Self::ResourceGateway(_) => Kind::ResourceGateway,
            Self::ResourceConfiguration(_) => Kind::ResourceConfiguration,
            Self::ServiceNetwork(_) => Kind::ServiceNetwork,
            Self::Note(_) => Kind::Note,
            Self::Other(_) => Kind::Other,
        }
    }

    /// The name in the user interface, in sentence case: that of the kind, or of its type where one kind has several.
    pub fn title(&self) -> &'static str {
        match self {
            Self::VpcEndpoint(endpoint) => endpoint.endpoint_type().title(),
            Self::LoadBalancer(balancer) => balancer.balancer_type().title(),
            _ => self.kind().title(),
        }
    }

    /// What an import did not see of the resource, by the lists AWS prints.
    pub fn not_collected(&self) -> &[String] {
        match self {
            Self::Vpc(vpc) => &vpc.not_collected,
            Self::VpcEndpointService(service) => &service.not_collected,
            Self::LoadBalancer(balancer) => &balancer.not_collected,
            Self::TargetGroup(group) => &group.not_collected,
            Self::HostedZone(zone) => &zone.not_collected,
            Self::TransitGatewayRouteTable(table) => &table.not_collected,
            Self::ResolverEndpoint(endpoint) => &endpoint.not_collected,
            _ => &[],
        }
    }

    /// The id in the field that says where the resource belongs, whether or not it exists.
    pub fn parent(&self) -> Option<&ResourceId> {
        match self {
            Self::Account(_)
            | Self::Other(_)
            | Self::VpcPeeringConnection(_)
            | Self::VpnConnection(_) => None,
            Self::Vpc(vpc) => vpc.owner_id.as_ref(),
            Self::Subnet(subnet) => subnet.vpc_id.as_ref(),
            Self::Instance(instance) => instance.subnet_id.as_ref(),
            Self::NetworkInterface(interface) => interface.subnet_id.as_ref(),
            Self::VpcEndpoint(endpoint) => endpoint.vpc_id.as_ref(),
            Self::VpcEndpointService(service) => service.owner_id.as_ref(),
            Self::LoadBalancer(balancer) => balancer.vpc_id.as_ref(),
            Self::Listener(listener) => listener.load_balancer_arn.as_ref(),
            Self::TargetGroup(group) => group.vpc_id.as_ref(),
            Self::SecurityGroup(group) => group.vpc_id.as_ref(),
            Self::NetworkAcl(acl) => acl.vpc_id.as_ref(),
            Self::RouteTable(table) => table.vpc_id.as_ref(),
            Self::PrefixList(list) => list.owner_id.as_ref(),
            Self::HostedZone(zone) => zone.owner_id.as_ref(),
            Self::InternetGateway(gateway) => gateway.vpc_id.as_ref(),
            Self::EgressOnlyInternetGateway(gateway) => gateway.vpc_id.as_ref(),
            Self::NatGateway(gateway) => gateway.subnet_id.as_ref().or(gateway.vpc_id.as_ref()),
            Self::TransitGateway(gateway) => gateway.owner_id.as_ref(),
            Self::TransitGatewayAttachment(attachment) => attachment.transit_gateway_id.as_ref(),
            Self::TransitGatewayRouteTable(table) => table.transit_gateway_id.as_ref(),
            Self::VpnGateway(gateway) => gateway.vpc_id.as_ref(),
            Self::CustomerGateway(gateway) => gateway.owner_id.as_ref(),
            Self::DhcpOptions(options) => options.owner_id.as_ref(),
            Self::ResolverEndpoint(endpoint) => endpoint.host_vpc_id.as_ref(),
            Self::ResolverRule(rule) => rule.owner_id.as_ref(),
            Self::Profile(profile) => profile.owner_id.as_ref(),
            Self::ResourceGateway(gateway) => gateway.vpc_identifier.as_ref(),
            Self::ResourceConfiguration(configuration) => configuration.owner_id.as_ref(),
            Self::ServiceNetwork(network) => network.owner_id.as_ref(),
            Self::Note(note) => note.container_id.as_ref(),
        }
    }

    /// The name of the field [`Properties::parent`] reads, where the kind has one.
    pub fn parent_field(&self) -> Option<&'static str> {
        match self.kind() {
            Kind::Account | Kind::Other | Kind::VpcPeeringConnection | Kind::VpnConnection => None,
            Kind::Vpc
            | Kind::VpcEndpointService
            | Kind::PrefixList
            | Kind::HostedZone
            | Kind::TransitGateway
            | Kind::CustomerGateway
            | Kind::DhcpOptions
            | Kind::ResolverRule
            | Kind::Profile
            | Kind::ResourceConfiguration
            | Kind::ServiceNetwork => Some("OwnerId"),
            Kind::Subnet
            | Kind::VpcEndpoint
            | Kind::LoadBalancer
            | Kind::TargetGroup
            | Kind::SecurityGroup
            | Kind::NetworkAcl
            | Kind::RouteTable
            | Kind::InternetGateway
            | Kind::EgressOnlyInternetGateway
            | Kind::VpnGateway => Some("VpcId"),
            Kind::Instance | Kind::NetworkInterface => Some("SubnetId"),
            Kind::Listener => Some("LoadBalancerArn"),
            Kind::NatGateway => Some(match self {
                Self::NatGateway(gateway)
                    if gateway.subnet_id.is_none() && gateway.vpc_id.is_some() =>
                {
                    "VpcId"
                }
                _ => "SubnetId",
            }),
            Kind::TransitGatewayAttachment | Kind::TransitGatewayRouteTable => {
                Some("TransitGatewayId")
            }
            Kind::ResolverEndpoint => Some("HostVPCId"),
            Kind::ResourceGateway => Some("VpcIdentifier"),
            Kind::Note => Some("ContainerId"),
        }
    }
}

/// Tags are texts by name.
fn tag_at(path: &[String]) -> FieldType {
    if path.is_empty() {
        FieldType::Group(&[])
    } else {
        FieldType::Text
    }
}

fn properties<T: DeserializeOwned>(
    kind: Kind,
    fields: Map<String, Value>,
) -> Result<T, InvalidResource> {
    read(Value::Object(fields), &|path| {
        field::find(kind.fields(), path.iter().map(String::as_str))
    })
}

/// Reads a value, and on failure says where it does not fit and what its field expects.
fn read<T: DeserializeOwned>(
    value: Value,
    field_at: &dyn Fn(&[String]) -> FieldType,
) -> Result<T, InvalidResource> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let segments: Vec<_> = error.path().iter().collect();
        let names: Vec<String> = segments
            .iter()
            .filter_map(|segment| match segment {
                serde_path_to_error::Segment::Map { key } => Some(key.clone()),
                serde_path_to_error::Segment::Seq { .. }
                | serde_path_to_error::Segment::Enum { .. }
                | serde_path_to_error::Segment::Unknown => None,
            })
            .collect();
        let expected = field_at(&names).expected();
        InvalidResource {
            path: segments
                .iter()
                .map(ToString::to_string)
                .map(|name| name.trim_matches(['[', ']']).to_owned())
                .collect(),
            message: format!("{}, expected {expected}", found(&error.inner().to_string())),
        }
    })
}

/// What there is instead of what is expected, without the words of the reader for the latter: the field knows better.
fn found(message: &str) -> String {
    let (message, _) = message.split_once(", expected ").unwrap_or((message, ""));
    let what = ["invalid type: ", "invalid value: ", "unknown variant "]
        .iter()
        .find_map(|begin| message.strip_prefix(begin));
    match what {
        Some("sequence") => "a list found".to_owned(),
        Some("map") => "an object found".to_owned(),
        Some(what) => format!("{what} found"),
        None => message.to_owned(),
    }
}
