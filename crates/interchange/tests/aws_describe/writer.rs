//! A design as the AWS command line would print it: the import backwards, for tests.
//!
//! What AWS has in every VPC and a design may leave out is printed as AWS has it: the default network ACL and group, the main
//! route table, the attributes.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use vpcanvas_model::{Document, Kind, ResourceId, file};

/// Every key a list stands under, and those beside them that are looked at.
pub(crate) const KEYS: &[&str] = &[
    "Vpcs",
    "Subnets",
    "RouteTables",
    "NetworkAcls",
    "SecurityGroups",
    "SecurityGroupRules",
    "PrefixLists",
    "Entries",
    "NetworkInterfaces",
    "Reservations",
    "Instances",
    "Addresses",
    "InternetGateways",
    "EgressOnlyInternetGateways",
    "NatGateways",
    "VpcPeeringConnections",
    "TransitGateways",
    "TransitGatewayAttachments",
    "TransitGatewayVpcAttachments",
    "TransitGatewayPeeringAttachments",
    "TransitGatewayRouteTables",
    "TransitGatewayRouteTablePropagations",
    "Associations",
    "Routes",
    "VpnGateways",
    "VpnConnections",
    "CustomerGateways",
    "VpcEndpoints",
    "ServiceConfigurations",
    "ServiceDetails",
    "VpcEndpointConnections",
    "AllowedPrincipals",
    "LoadBalancers",
    "Listeners",
    "TargetGroups",
    "TargetHealthDescriptions",
    "Attributes",
    "HostedZones",
    "HostedZone",
    "VPCs",
    "ResourceRecordSets",
    "ResolverEndpoints",
    "IpAddresses",
    "ResolverRules",
    "ResolverRuleAssociations",
    "DhcpOptions",
    "AvailabilityZones",
    "EnableDnsSupport",
    "EnableDnsHostnames",
    "VpcBlockPublicAccessOptions",
    "VpcBlockPublicAccessExclusions",
    "TransitGatewayStaticRoutes",
    "LoadBalancerTargetHealth",
    "NextToken",
    "TargetGroupArn",
    "AdditionalRoutesAvailable",
];

/// The outputs, with the places they lie in.
pub(crate) fn write(document: &Document) -> Vec<(String, Value)> {
    let mut writer = Writer {
        document,
        outputs: BTreeMap::new(),
        number: 0,
    };
    for (id, resource) in document.resources() {
        let mut fields = resource.to_fields();
        fields.remove("Kind");
        fields.remove("NotCollected");
        let tags: Map<String, Value> = match fields.remove("Tags") {
            Some(Value::Object(tags)) => tags,
            _ => Map::new(),
        };
        let rows = tags
            .into_iter()
            .map(|(key, value)| json!({"Key": key, "Value": value}));
        let rows: Vec<Value> = rows.collect();
        if !rows.is_empty() {
            fields.insert("Tags".to_owned(), rows.into());
        }
        writer.resource(id, resource.kind(), fields);
    }
    writer
        .outputs
        .into_iter()
        .map(|((place, _), output)| (place, output))
        .collect()
}

/// All outputs as one text of several documents.
pub(crate) fn merged(document: &Document) -> Value {
    write(document)
        .into_iter()
        .map(|(_, output)| output)
        .collect::<Vec<_>>()
        .into()
}

/// A design with something of every kind that is printed, and ways between them.
pub(crate) const EVERY_KIND: &str = include_str!("../../testdata/every-kind.vpcanvas.json");

/// The same, read.
pub(crate) fn example() -> Document {
    file::read(EVERY_KIND.as_bytes()).unwrap()
}

/// Lists that decide something for a VPC even when nothing is in them.
const AROUND: &[&str] = &[
    "HostedZones",
    "InternetGateways",
    "NetworkInterfaces",
    "ResolverRuleAssociations",
    "ResolverRules",
    "VpcEndpoints",
];

struct Writer<'a> {
    document: &'a Document,
    outputs: BTreeMap<(String, String), Value>,
    number: usize,
}

type Fields = Map<String, Value>;

/// Moves fields into an object below them.
fn sink(fields: &mut Fields, below: &str, names: &[&str]) {
    let found = names
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), fields.remove(*name)?)));
    let found: Fields = found.collect();
    if !found.is_empty() {
        fields.insert(below.to_owned(), found.into());
    }
}

fn rename(fields: &mut Fields, from: &str, to: &str, value: impl Fn(Value) -> Value) {
    if let Some(found) = fields.remove(from) {
        fields.insert(to.to_owned(), value(found));
    }
}

/// A list of texts as a list of objects.
fn objects(name: &str) -> impl Fn(Value) -> Value + '_ {
    move |values| {
        let values = values.as_array().cloned().unwrap_or_default().into_iter();
        values
            .map(|value| json!({name: value}))
            .collect::<Vec<_>>()
            .into()
    }
}

fn list(fields: &mut Fields, name: &str) -> Vec<Value> {
    fields
        .remove(name)
        .and_then(|value| value.as_array().cloned())
        .unwrap_or_default()
}

impl Writer<'_> {
    /// Where what is said of a resource lies: the folders of its account and Region, as far as it has any.
    fn folder(&self, id: &ResourceId) -> String {
        let document = self.document;
        let chain: Vec<&ResourceId> = std::iter::once(id).chain(document.ancestors(id)).collect();
        let account = chain.iter().find_map(|id| {
            let fields = document.resource(id)?.to_fields();
            Some(fields.get("OwnerId")?.as_str()?.to_owned())
        });
        let named = document
            .resource(id)
            .and_then(|resource| Some(resource.to_fields().get("Region")?.as_str()?.to_owned()));
        let region = named.or_else(|| document.region(id).map(ToOwned::to_owned));
        // A Region of another form than AWS's says nothing as a folder, and stands for none.
        let account = account.map(|account| format!("account-data/{account}"));
        [account, region]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("/")
    }

    fn put(&mut self, id: &ResourceId, output: Value) {
        self.number += 1;
        let place = format!("{}/{}.json", self.folder(id), self.number);
        self.outputs.insert((place, String::new()), output);
    }

    fn print(&mut self, id: &ResourceId, key: &str, id_field: &str, mut fields: Fields) {
        fields.insert(id_field.to_owned(), id.as_str().into());
        self.put(id, json!({key: [fields]}));
    }

    fn part(&mut self, id: &ResourceId, key: &str, parameter: &str, rows: impl Into<Value>) {
        let rows: Value = rows.into();
        self.put(id, json!({parameter: id.as_str(), key: rows}));
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one arm a kind: a table of what AWS prints"
    )]
    fn resource(&mut self, id: &ResourceId, kind: Kind, mut fields: Fields) {
        let fields = &mut fields;
        match kind {
            Kind::Account => self.account(id, fields),
            Kind::Vpc => self.vpc(id, fields),
            Kind::Subnet => {
                rename(
                    fields,
                    "Ipv6CidrBlock",
                    "Ipv6CidrBlockAssociationSet",
                    |range| json!([{"Ipv6CidrBlock": range}]),
                );
                self.print(id, "Subnets", "SubnetId", fields.clone());
            }
            Kind::RouteTable => self.print(id, "RouteTables", "RouteTableId", fields.clone()),
            Kind::NetworkAcl => self.print(id, "NetworkAcls", "NetworkAclId", fields.clone()),
            Kind::SecurityGroup => {
                let rules = list(fields, "SecurityGroupRules")
                    .into_iter()
                    .map(|mut rule| {
                        rule["GroupId"] = id.as_str().into();
                        let group = rule
                            .as_object_mut()
                            .and_then(|rule| rule.remove("ReferencedGroupId"));
                        if let Some(group) = group {
                            rule["ReferencedGroupInfo"] = json!({"GroupId": group});
                        }
                        rule
                    });
                let rules: Vec<Value> = rules.collect();
                self.put(id, json!({"SecurityGroupRules": rules}));
                self.print(id, "SecurityGroups", "GroupId", fields.clone());
            }
            Kind::PrefixList => {
                let entries = list(fields, "Entries");
                self.part(id, "Entries", "PrefixListId", entries);
                self.print(id, "PrefixLists", "PrefixListId", fields.clone());
            }
            Kind::NetworkInterface => self.interface(id, fields),
            Kind::Instance => {
                self.give_group(id, fields, "SecurityGroupIds");
                rename(
                    fields,
                    "SecurityGroupIds",
                    "SecurityGroups",
                    objects("GroupId"),
                );
                rename(fields, "State", "State", |state| json!({"Name": state}));
                fields.insert("InstanceId".to_owned(), id.as_str().into());
                self.put(id, json!({"Reservations": [{"Instances": [fields]}]}));
            }
            Kind::VpcEndpoint => self.endpoint(id, fields),
            Kind::VpcEndpointService => {
                let principals = list(fields, "AllowedPrincipals").into_iter();
                let principals = principals
                    .map(|principal| json!({"Principal": principal, "ServiceId": id.as_str()}));
                self.part(
                    id,
                    "AllowedPrincipals",
                    "ServiceId",
                    principals.collect::<Vec<Value>>(),
                );
                rename(
                    fields,
                    "SupportedRegions",
                    "SupportedRegions",
                    objects("Region"),
                );
                self.print(id, "ServiceConfigurations", "ServiceId", fields.clone());
            }
            Kind::LoadBalancer => self.balancer(id, fields),
            Kind::Listener => self.print(id, "Listeners", "ListenerArn", fields.clone()),
            Kind::TargetGroup => self.target_group(id, fields),
            Kind::HostedZone => self.zone(id, fields),
            Kind::InternetGateway => {
                rename(
                    fields,
                    "VpcId",
                    "Attachments",
                    |vpc| json!([{"VpcId": vpc, "State": "available"}]),
                );
                self.print(id, "InternetGateways", "InternetGatewayId", fields.clone());
            }
            Kind::EgressOnlyInternetGateway => {
                rename(
                    fields,
                    "VpcId",
                    "Attachments",
                    |vpc| json!([{"VpcId": vpc, "State": "attached"}]),
                );
                self.print(
                    id,
                    "EgressOnlyInternetGateways",
                    "EgressOnlyInternetGatewayId",
                    fields.clone(),
                );
            }
            Kind::NatGateway => self.print(id, "NatGateways", "NatGatewayId", fields.clone()),
            Kind::VpcPeeringConnection => {
                for side in ["RequesterVpcInfo", "AccepterVpcInfo"] {
                    if let Some(Value::Object(side)) = fields.get_mut(side) {
                        sink(side, "PeeringOptions", &["AllowDnsResolutionFromRemoteVpc"]);
                    }
                }
                rename(fields, "Status", "Status", |status| json!({"Code": status}));
                self.print(
                    id,
                    "VpcPeeringConnections",
                    "VpcPeeringConnectionId",
                    fields.clone(),
                );
            }
            Kind::TransitGateway => {
                sink(
                    fields,
                    "Options",
                    &[
                        "DnsSupport",
                        "SecurityGroupReferencingSupport",
                        "TransitGatewayCidrBlocks",
                    ],
                );
                fields.remove("Region");
                self.print(id, "TransitGateways", "TransitGatewayId", fields.clone());
            }
            Kind::TransitGatewayAttachment => {
                if fields.get("ResourceType") == Some(&json!("vpc")) {
                    sink(
                        fields,
                        "Options",
                        &[
                            "DnsSupport",
                            "SecurityGroupReferencingSupport",
                            "Ipv6Support",
                            "ApplianceModeSupport",
                        ],
                    );
                    rename(fields, "ResourceId", "VpcId", |vpc| vpc);
                    fields.remove("ResourceType");
                    self.print(
                        id,
                        "TransitGatewayVpcAttachments",
                        "TransitGatewayAttachmentId",
                        fields.clone(),
                    );
                } else {
                    self.print(
                        id,
                        "TransitGatewayAttachments",
                        "TransitGatewayAttachmentId",
                        fields.clone(),
                    );
                }
            }
            Kind::TransitGatewayRouteTable => {
                let parts = [
                    ("Associations", "Associations"),
                    ("Propagations", "TransitGatewayRouteTablePropagations"),
                    ("Routes", "Routes"),
                ];
                for (field, key) in parts {
                    let mut rows = list(fields, field);
                    for row in rows
                        .iter_mut()
                        .filter_map(Value::as_object_mut)
                        .filter(|_| key == "Routes")
                    {
                        rename(
                            row,
                            "TransitGatewayAttachmentId",
                            "TransitGatewayAttachments",
                            |attachment| json!([{"TransitGatewayAttachmentId": attachment}]),
                        );
                    }
                    self.part(id, key, "TransitGatewayRouteTableId", rows);
                }
                self.print(
                    id,
                    "TransitGatewayRouteTables",
                    "TransitGatewayRouteTableId",
                    fields.clone(),
                );
            }
            Kind::VpnGateway => {
                rename(
                    fields,
                    "VpcId",
                    "VpcAttachments",
                    |vpc| json!([{"VpcId": vpc, "State": "attached"}]),
                );
                self.print(id, "VpnGateways", "VpnGatewayId", fields.clone());
            }
            Kind::CustomerGateway => {
                self.print(id, "CustomerGateways", "CustomerGatewayId", fields.clone());
            }
            Kind::VpnConnection => {
                self.print(id, "VpnConnections", "VpnConnectionId", fields.clone());
            }
            Kind::DhcpOptions => self.dhcp(id, fields),
            Kind::ResolverEndpoint => {
                let addresses = list(fields, "IpAddresses");
                self.part(id, "IpAddresses", "ResolverEndpointId", addresses);
                self.print(id, "ResolverEndpoints", "Id", fields.clone());
            }
            Kind::ResolverRule => {
                let vpcs = list(fields, "VPCIds").into_iter();
                let rows: Vec<Value> = vpcs
                    .map(|vpc| json!({"ResolverRuleId": id.as_str(), "VPCId": vpc}))
                    .collect();
                self.put(id, json!({"ResolverRuleAssociations": rows}));
                self.print(id, "ResolverRules", "Id", fields.clone());
            }
            // No list that is read prints them.
            Kind::Profile
            | Kind::ResourceGateway
            | Kind::ResourceConfiguration
            | Kind::ServiceNetwork
            | Kind::Note
            | Kind::Other => {}
        }
    }

    fn account(&mut self, id: &ResourceId, fields: &mut Fields) {
        for mut options in list(fields, "VpcBlockPublicAccessOptions") {
            options["AwsAccountId"] = id.as_str().into();
            self.put(id, json!({"VpcBlockPublicAccessOptions": options}));
        }
    }

    fn vpc(&mut self, id: &ResourceId, fields: &mut Fields) {
        for (attribute, default) in [("EnableDnsSupport", true), ("EnableDnsHostnames", false)] {
            let value = fields.remove(attribute).unwrap_or(json!(default));
            self.put(
                id,
                json!({"VpcId": id.as_str(), attribute: {"Value": value}}),
            );
        }
        let mut ranges = list(fields, "SecondaryCidrBlocks");
        ranges.extend(fields.get("CidrBlock").cloned());
        fields.insert(
            "CidrBlockAssociationSet".to_owned(),
            objects("CidrBlock")(ranges.into()),
        );
        rename(
            fields,
            "Ipv6CidrBlocks",
            "Ipv6CidrBlockAssociationSet",
            objects("Ipv6CidrBlock"),
        );
        fields.remove("Region");
        // Every command was run, whether or not it found something.
        let nothing: Fields = AROUND
            .iter()
            .map(|key| ((*key).to_owned(), json!([])))
            .collect();
        self.put(id, nothing.into());
        self.print(id, "Vpcs", "VpcId", fields.clone());
        self.defaults(id);
    }

    /// What AWS makes with every VPC, where the design has none.
    fn defaults(&mut self, vpc: &ResourceId) {
        let inside: Vec<Value> = self
            .document
            .resources()
            .filter(|(id, _)| self.document.parent(id) == Some(vpc))
            .map(|(_, resource)| Value::Object(resource.to_fields()))
            .collect();
        let has = |kind: &str, is: &dyn Fn(&Value) -> bool| {
            inside
                .iter()
                .any(|record| record["Kind"] == kind && is(record))
        };
        let is_main = |table: &Value| {
            table["Associations"]
                .as_array()
                .is_some_and(|rows| rows.iter().any(|row| row["Main"] == true))
        };
        if !has("NetworkAcl", &|acl| acl["IsDefault"] == true) {
            let allow = |egress: bool, range: &str, value: &str| json!({"RuleNumber": 100, "Egress": egress, "Protocol": "-1", "RuleAction": "allow", range: value});
            let entries = [
                (true, "CidrBlock", "0.0.0.0/0"),
                (false, "CidrBlock", "0.0.0.0/0"),
                (true, "Ipv6CidrBlock", "::/0"),
                (false, "Ipv6CidrBlock", "::/0"),
            ];
            let entries: Vec<Value> = entries
                .iter()
                .map(|(egress, range, value)| allow(*egress, range, value))
                .collect();
            let acl = json!({"NetworkAclId": format!("acl-of-{vpc}"), "VpcId": vpc.as_str(), "IsDefault": true, "Entries": entries});
            self.put(vpc, json!({"NetworkAcls": [acl]}));
        }
        if !has("RouteTable", &is_main) {
            let table = json!({"RouteTableId": format!("rtb-of-{vpc}"), "VpcId": vpc.as_str(), "Associations": [{"Main": true}]});
            self.put(vpc, json!({"RouteTables": [table]}));
        }
        if !has("SecurityGroup", &|group| group["GroupName"] == "default") {
            let id = format!("sg-of-{vpc}");
            let group = json!({"GroupId": id, "VpcId": vpc.as_str(), "GroupName": "default",
                "IpPermissions": [{"IpProtocol": "-1", "UserIdGroupPairs": [{"GroupId": id}]}],
                "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0"}], "Ipv6Ranges": [{"CidrIpv6": "::/0"}]}]});
            self.put(vpc, json!({"SecurityGroups": [group]}));
        }
    }

    /// The default group of the VPC, where none is written: AWS prints it.
    fn give_group(&self, id: &ResourceId, fields: &mut Fields, name: &str) {
        let document = self.document;
        let Some(vpc) = document.ancestors(id).find(|id| {
            document
                .resource(id)
                .is_some_and(|resource| resource.kind() == Kind::Vpc)
        }) else {
            return;
        };
        let drawn = document.resources().find(|(id, resource)| {
            document.parent(id) == Some(vpc)
                && resource.to_fields().get("GroupName") == Some(&json!("default"))
        });
        let group = drawn.map_or_else(|| format!("sg-of-{vpc}"), |(id, _)| id.to_string());
        if !fields.contains_key(name) {
            fields.insert(name.to_owned(), json!([group]));
        }
    }

    fn interface(&mut self, id: &ResourceId, fields: &mut Fields) {
        let mut addresses = list(fields, "PrivateIpAddresses");
        for address in addresses.iter_mut().filter_map(Value::as_object_mut) {
            rename(
                address,
                "PublicIp",
                "Association",
                |public| json!({"PublicIp": public}),
            );
        }
        fields.insert("PrivateIpAddresses".to_owned(), addresses.into());
        rename(
            fields,
            "Ipv6Addresses",
            "Ipv6Addresses",
            objects("Ipv6Address"),
        );
        self.give_group(id, fields, "Groups");
        rename(fields, "Groups", "Groups", objects("GroupId"));
        rename(fields, "Tags", "TagSet", |tags| tags);
        self.print(
            id,
            "NetworkInterfaces",
            "NetworkInterfaceId",
            fields.clone(),
        );
    }

    fn endpoint(&mut self, id: &ResourceId, fields: &mut Fields) {
        let mut interfaces = Vec::new();
        for (index, row) in list(fields, "SubnetConfigurations").into_iter().enumerate() {
            let name = format!("eni-of-{id}-{index}");
            let mut interface = json!({"NetworkInterfaceId": name, "SubnetId": row["SubnetId"], "InterfaceType": "vpc_endpoint", "RequesterManaged": true});
            if row["Ipv4"].is_string() {
                interface["PrivateIpAddresses"] =
                    json!([{"PrivateIpAddress": row["Ipv4"], "Primary": true}]);
            }
            if row["Ipv6"].is_string() {
                interface["Ipv6Addresses"] = json!([{"Ipv6Address": row["Ipv6"]}]);
            }
            self.put(id, json!({"NetworkInterfaces": [interface]}));
            interfaces.push(name);
        }
        fields.insert("NetworkInterfaceIds".to_owned(), interfaces.into());
        self.give_group(id, fields, "SecurityGroupIds");
        rename(fields, "SecurityGroupIds", "Groups", objects("GroupId"));
        // As the API prints it.
        rename(fields, "State", "State", |state| {
            let mut state = state.as_str().unwrap_or_default().to_owned();
            state
                .get_mut(..1)
                .unwrap_or_default()
                .make_ascii_lowercase();
            state.into()
        });
        self.print(id, "VpcEndpoints", "VpcEndpointId", fields.clone());
    }

    fn attributes(&mut self, id: &ResourceId, fields: &mut Fields, name: &str, parameter: &str) {
        let attributes = fields
            .remove(name)
            .and_then(|value| value.as_object().cloned())
            .unwrap_or_default();
        let rows = attributes.into_iter().map(|(key, value)| {
            let text = value
                .as_str()
                .map_or_else(|| value.to_string(), ToOwned::to_owned);
            json!({"Key": key, "Value": text})
        });
        let rows: Vec<Value> = rows.collect();
        self.part(id, "Attributes", parameter, rows);
    }

    fn balancer(&mut self, id: &ResourceId, fields: &mut Fields) {
        self.attributes(id, fields, "LoadBalancerAttributes", "LoadBalancerArn");
        // Listeners are printed by themselves; this is the output of a balancer without any.
        self.part(id, "Listeners", "LoadBalancerArn", json!([]));
        let mut nodes = list(fields, "SubnetMappings");
        for node in nodes.iter_mut().filter_map(Value::as_object_mut) {
            rename(node, "PublicIp", "IpAddress", |public| public);
            sink(
                node,
                "LoadBalancerAddresses",
                &["PrivateIPv4Address", "IPv6Address", "IpAddress"],
            );
            rename(
                node,
                "LoadBalancerAddresses",
                "LoadBalancerAddresses",
                |addresses| json!([addresses]),
            );
        }
        fields.insert("AvailabilityZones".to_owned(), nodes.into());
        rename(fields, "State", "State", |state| json!({"Code": state}));
        self.print(id, "LoadBalancers", "LoadBalancerArn", fields.clone());
    }

    fn target_group(&mut self, id: &ResourceId, fields: &mut Fields) {
        self.attributes(id, fields, "TargetGroupAttributes", "TargetGroupArn");
        let targets = list(fields, "Targets").into_iter().map(|mut target| {
            let health = target
                .as_object_mut()
                .and_then(|target| target.remove("TargetHealth"));
            let mut row = json!({"Target": target});
            if let Some(health) = health {
                row["TargetHealth"] = health;
            }
            row
        });
        let targets: Vec<Value> = targets.collect();
        self.part(id, "TargetHealthDescriptions", "TargetGroupArn", targets);
        self.print(id, "TargetGroups", "TargetGroupArn", fields.clone());
    }

    fn zone(&mut self, id: &ResourceId, fields: &mut Fields) {
        let vpcs = list(fields, "VPCs");
        let records = list(fields, "ResourceRecordSets");
        let private = fields.remove("PrivateZone").unwrap_or(json!(true));
        fields.insert("Config".to_owned(), json!({"PrivateZone": private}));
        self.part(id, "ResourceRecordSets", "HostedZoneId", records);
        fields.insert("Id".to_owned(), format!("/hostedzone/{id}").into());
        self.put(id, json!({"HostedZone": fields.clone(), "VPCs": vpcs}));
    }

    fn dhcp(&mut self, id: &ResourceId, fields: &mut Fields) {
        let names = [
            ("DomainName", "domain-name"),
            ("DomainNameServers", "domain-name-servers"),
            ("NtpServers", "ntp-servers"),
        ];
        let rows = names.iter().filter_map(|(field, key)| {
            let values = match fields.remove(*field)? {
                Value::Array(values) => values,
                value => vec![value],
            };
            Some(json!({"Key": key, "Values": objects("Value")(values.into())}))
        });
        let rows: Vec<Value> = rows.collect();
        fields.insert("DhcpConfigurations".to_owned(), rows.into());
        self.print(id, "DhcpOptions", "DhcpOptionsId", fields.clone());
    }
}
