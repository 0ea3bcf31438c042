//! Answers AWS makes itself: the addresses of endpoints and load balancers, and the internal names of addresses.

use std::net::IpAddr;

use vpcanvas_model::{
    ResourceId, catalogue,
    kind::{VpcEndpoint, vpc_endpoint::VpcEndpointType},
};
use vpcanvas_network::{Interface, Service};

use super::{Outcome, Resolver};
use crate::{
    Code, DnsRecord, DnsStatus, Explanation, RecordType,
    dns::{
        Name,
        connection::shares_private_names,
        endpoint_names::{
            TTL, addresses_of, endpoint_named, endpoint_names, has_records, is_internet_facing,
            is_of_aws_elsewhere, load_balancer_named,
        },
        internal_names,
        resource_names::resource_endpoint_named,
        zone::is_private_name,
    },
};

impl<'a> Resolver<'a> {
    /// Answers from the hidden zone of an endpoint (IE-61, ES-34).
    pub(super) fn ask_endpoint(
        &mut self,
        id: &'a ResourceId,
        private_name: &str,
        domain: &Name,
        name: &Name,
    ) -> Outcome {
        if !is_private_name(private_name, domain, name) {
            let message = format!(
                "Private DNS of {id} covers {name} as {domain} and has no such name, and nothing else is asked"
            );
            self.decide(Code::DnsNxdomainInPhz, id, message, "IE-61");
            return Outcome::Status(DnsStatus::NxDomain);
        }
        let service = self.network.service_of(id);
        let is_aws = matches!(service, Some(Service::Aws { .. }));
        if let Some(Service::Aws {
            known: Some(known), ..
        }) = service
        {
            self.note_service(id, private_name, known);
        }
        let regional = endpoint_names(self.network, id).map(|names| names.regional);
        let owner = match regional {
            Some(regional) if !is_aws => {
                self.step(
                    id,
                    format!("Private DNS: {name} is a CNAME to {regional}"),
                    "ES-34",
                );
                self.answer.answers.push(DnsRecord {
                    name: name.to_string(),
                    record_type: RecordType::Cname,
                    ttl: TTL,
                    data: regional.clone(),
                });
                if self.record_type == RecordType::Cname {
                    return Outcome::Status(DnsStatus::NoError);
                }
                regional
            }
            _ => name.to_string(),
        };
        let interfaces: Vec<_> = self.network.interfaces_of(id).collect();
        Outcome::Status(self.give_addresses_of_endpoint(id, &owner, &interfaces, true))
    }

    /// Notes what is particular about the private names of a service of AWS (section 5.6).
    fn note_service(&mut self, id: &ResourceId, private_name: &str, known: &catalogue::Service) {
        if known.unverified {
            let decision = format!(
                "Private DNS: that {private_name} is a private name of {} is UNVERIFIED",
                known.name
            );
            self.step(id, decision, "5.6");
        }
        if known.name == "execute-api" {
            let decision = format!(
                "{private_name} covers public APIs of the Region too, which are said to answer 403 through {id}"
            );
            self.step(id, decision, "5.6");
        }
    }

    fn give_addresses_of_endpoint(
        &mut self,
        id: &ResourceId,
        owner: &str,
        interfaces: &[&Interface],
        private: bool,
    ) -> DnsStatus {
        let wanted = self.record_type;
        let has_records = self
            .network
            .endpoint(id)
            .is_some_and(|endpoint| has_records(endpoint, wanted, private));
        if !has_records {
            self.step(
                id,
                format!("{owner} has no {wanted} record, by the endpoint's DnsRecordIpType"),
                "IE-55",
            );
            return DnsStatus::NoData;
        }
        for interface in interfaces {
            if interface.addresses.is_empty() {
                let message = format!(
                    "{id} has no address in {} yet: choose one or let AWS choose",
                    interface.subnet
                );
                self.explain(Explanation::new(
                    Code::UnknownResource,
                    id,
                    message,
                    "IE-05",
                ));
            }
        }
        let addresses = addresses_of(interfaces.iter().copied(), wanted);
        self.give_addresses(
            id,
            owner,
            &addresses,
            "the interfaces of the endpoint",
            "IE-01",
        )
    }

    fn give_addresses(
        &mut self,
        id: &ResourceId,
        owner: &str,
        addresses: &[IpAddr],
        whose: &str,
        reference: &'static str,
    ) -> DnsStatus {
        let record_type = self.record_type;
        if addresses.is_empty() {
            self.step(
                id,
                format!("{owner} has no {record_type} record: {whose} have no such address"),
                reference,
            );
            return DnsStatus::NoData;
        }
        let list: Vec<String> = addresses.iter().map(ToString::to_string).collect();
        self.step(
            id,
            format!("{owner} has the addresses of {whose}: {}", list.join(", ")),
            reference,
        );
        let records = list.into_iter().map(|data| DnsRecord {
            name: owner.to_owned(),
            record_type,
            ttl: TTL,
            data,
        });
        self.answer.answers.extend(records);
        DnsStatus::NoError
    }

    /// Answers from the names AWS makes for addresses of a VPC (section 5.7, RSLV-08).
    pub(super) fn ask_internal(
        &mut self,
        vpc: &'a ResourceId,
        zone: &Name,
        name: &Name,
    ) -> Outcome {
        if internal_names::is_of_the_machine(zone) {
            let message = format!(
                "{name} is a name of the resolver's own, and what it answers is not documented"
            );
            return Outcome::Status(self.leave_open(vpc, message, "5.4"));
        }
        let region = self.network.region(vpc).unwrap_or_default();
        if zone.as_str() == internal_names::public_domain(region) {
            return self.ask_public(name);
        }
        Outcome::Status(
            match internal_names::instance_named(self.network, name, zone) {
                Some((id, interface)) => self.ask_resource_name(id, interface, name),
                None => self.ask_name_of_address(vpc, zone, name),
            },
        )
    }

    /// Answers for a name by instance id, as far as the instance's options give it records (section 5.7).
    fn ask_resource_name(
        &mut self,
        id: &'a ResourceId,
        interface: &'a Interface,
        name: &Name,
    ) -> DnsStatus {
        let shared = self
            .view
            .id()
            .and_then(|vpc| shares_private_names(self.network, vpc, &interface.vpc));
        let Some(reference) = shared else {
            let message = format!(
                "{name} is the name of {id} in {}; whether it resolves in other VPCs is not documented",
                interface.vpc
            );
            self.step(id, message.clone(), "5.7");
            self.explain(Explanation::new(Code::PlUnverified, id, message, "5.7").unverified());
            return DnsStatus::Unknown;
        };
        let has = |ipv6| internal_names::has_resource_name(self.network, id, ipv6);
        if !has(false) && !has(true) {
            let message = format!(
                "{name} has no record, because {id} has EnableResourceNameDnsARecord and EnableResourceNameDnsAAAARecord off"
            );
            self.step(id, message, "5.7");
            return DnsStatus::NxDomain;
        }
        let addresses = match self.record_type {
            RecordType::A if has(false) => addresses_of([interface], RecordType::A),
            RecordType::Aaaa if has(true) => addresses_of([interface], RecordType::Aaaa),
            _ => Vec::new(),
        };
        let first: Vec<IpAddr> = addresses.into_iter().take(1).collect();
        self.give_addresses(id, name.as_str(), &first, "the instance", reference)
    }

    /// Answers for a name made of an address, and for an address in the reverse tree.
    fn ask_name_of_address(&mut self, vpc: &'a ResourceId, zone: &Name, name: &Name) -> DnsStatus {
        let reverse = internal_names::reverse_address_in(name);
        let address = reverse.or_else(|| internal_names::address_in(name, zone));
        let found = address.and_then(|address| {
            let interface = internal_names::interface_at(self.network, vpc, address)?;
            Some((address, interface))
        });
        let Some((address, interface)) = found else {
            let (decision, status) = if name == zone {
                ("is a zone of the resolver's own", DnsStatus::NoData)
            } else {
                (
                    "is the internal name of nothing in the VPC",
                    DnsStatus::NxDomain,
                )
            };
            self.step(vpc, format!("{name} {decision}"), "5.7");
            return status;
        };
        let region = self.network.region(vpc).unwrap_or_default();
        let (record_type, data) = match reverse {
            Some(_) => (RecordType::Ptr, internal_names::name_of(address, region)),
            None => (RecordType::A, address.to_string()),
        };
        if record_type != self.record_type {
            self.step(
                &interface.owner,
                format!("{name} has a {record_type} record alone"),
                "5.7",
            );
            return DnsStatus::NoData;
        }
        self.step(
            &interface.owner,
            format!("{name} has {record_type} {data}"),
            "5.7",
        );
        self.answer.answers.push(DnsRecord {
            name: name.to_string(),
            record_type,
            ttl: TTL,
            data,
        });
        DnsStatus::NoError
    }

    /// Answers with the addresses of an endpoint or load balancer whose public name is asked for.
    pub(super) fn ask_names_of_aws(&mut self, name: &Name, owner: &Name) -> Option<DnsStatus> {
        if let Some(found) = endpoint_named(self.network, name) {
            if found.interfaces.is_empty() {
                let (decision, reference) = if is_of_aws_elsewhere(self.network, found.endpoint) {
                    (
                        format!(
                            "{} leads to another Region, where services of AWS have no zonal names: use the regional one",
                            found.endpoint
                        ),
                        "IE-88",
                    )
                } else {
                    (
                        format!("{} has no interface by the name {name}", found.endpoint),
                        "1.7",
                    )
                };
                self.step(found.endpoint, decision, reference);
                return Some(DnsStatus::NxDomain);
            }
            return Some(self.give_addresses_of_endpoint(
                found.endpoint,
                owner.as_str(),
                &found.interfaces,
                false,
            ));
        }
        if let Some((endpoint, drawn)) = resource_endpoint_named(self.network, name) {
            return Some(self.give_addresses_of_resource(endpoint, drawn, owner));
        }
        if let Some(status) = self.ask_public_name(name, owner) {
            return Some(status);
        }
        let balancer = load_balancer_named(self.network, name)?;
        if is_internet_facing(self.network, balancer) {
            return Some(self.give_public_addresses(balancer, name, owner));
        }
        let nodes = addresses_of(self.network.interfaces_of(balancer), self.record_type);
        Some(self.give_addresses(
            balancer,
            owner.as_str(),
            &nodes,
            "the nodes of the load balancer",
            "NLB-03",
        ))
    }

    /// Answers with the public addresses of an internet-facing load balancer, as far as the design holds them.
    fn give_public_addresses(
        &mut self,
        balancer: &'a ResourceId,
        name: &Name,
        owner: &Name,
    ) -> DnsStatus {
        let nodes = self.network.interfaces_of(balancer);
        let addresses: Vec<IpAddr> = nodes
            .flat_map(|node| &node.public_addresses)
            .map(|(_, public)| IpAddr::V4(*public))
            .collect();
        if addresses.is_empty() || self.record_type != RecordType::A {
            let decision = format!("{name} has public addresses, which the design does not hold");
            self.step(balancer, decision, "NLB-02");
            return DnsStatus::Public;
        }
        let whose = "the nodes of the load balancer on the internet";
        self.give_addresses(balancer, owner.as_str(), &addresses, whose, "NLB-02")
    }

    /// Answers for the public name of an instance: its private address where that is shared, else its public one (section 5.7).
    fn ask_public_name(&mut self, name: &Name, owner: &Name) -> Option<DnsStatus> {
        let public = internal_names::public_address_in(name)?;
        let interface = self.network.interface_at_public(public.into())?;
        let private = interface.private_address_of(public)?;
        let region = self.network.region(&interface.vpc)?;
        let has_name = self.network.vpc(&interface.vpc)?.private_dns_works()
            && name
                .as_str()
                .ends_with(&internal_names::public_domain(region));
        if !has_name {
            return None;
        }
        let shared = self
            .view
            .id()
            .and_then(|vpc| shares_private_names(self.network, vpc, &interface.vpc));
        let (address, whose, reference) = match shared {
            Some(reference) => (private, "the interface in its VPC", reference),
            None => (public, "the interface on the internet", "5.7"),
        };
        let of_family: &[IpAddr] = match self.record_type {
            RecordType::A => &[IpAddr::V4(address)],
            _ => &[],
        };
        let id = &interface.owner;
        Some(self.give_addresses(id, owner.as_str(), of_family, whose, reference))
    }

    /// Answers with the name a provider gave a resource (RS-09).
    pub(super) fn ask_resource(
        &mut self,
        endpoint: &'a ResourceId,
        domain: &Name,
        name: &Name,
    ) -> DnsStatus {
        if name != domain {
            let message = format!(
                "Private DNS of {endpoint} covers {name} as {domain} and has no such name, and nothing else is asked"
            );
            self.decide(Code::DnsNxdomainInPhz, endpoint, message, "RS-09");
            return DnsStatus::NxDomain;
        }
        match self.network.endpoint(endpoint) {
            Some(drawn) => self.give_addresses_of_resource(endpoint, drawn, name),
            None => DnsStatus::Unknown,
        }
    }

    fn give_addresses_of_resource(
        &mut self,
        endpoint: &'a ResourceId,
        drawn: &VpcEndpoint,
        owner: &Name,
    ) -> DnsStatus {
        if drawn.endpoint_type() == VpcEndpointType::ServiceNetwork {
            let message = format!(
                "Each resource has addresses of its own on {endpoint}, and the design does not hold which are those of {owner}"
            );
            return self.leave_open(endpoint, message, "SN-02");
        }
        let interfaces: Vec<_> = self.network.interfaces_of(endpoint).collect();
        self.give_addresses_of_endpoint(endpoint, owner.as_str(), &interfaces, false)
    }

    /// A VPC associated with a service network gets addresses AWS chooses (SN-05).
    pub(super) fn ask_association(&mut self, id: &'a ResourceId, name: &Name) -> DnsStatus {
        let message = format!(
            "{name} is a name of {id}, with which the VPC is associated: AWS answers with addresses of its own ranges, which the design does not hold"
        );
        self.leave_open(id, message, "SN-05")
    }

    /// Says that something decides which the design does not hold.
    pub(super) fn leave_open(
        &mut self,
        id: &ResourceId,
        message: String,
        reference: &'static str,
    ) -> DnsStatus {
        self.decide(Code::UnknownResource, id, message, reference);
        DnsStatus::Unknown
    }
}
