//! Answers AWS makes itself: the addresses of endpoints and load balancers, and the internal names of addresses.

use std::net::IpAddr;

use vpcanvas_model::ResourceId;
use vpcanvas_network::{Interface, Service};

use super::{Outcome, Resolver};
use crate::{
    Code, DnsRecord, DnsStatus, Explanation, RecordType,
    dns::{
        Name,
        endpoint_names::{
            TTL, addresses_of, endpoint_named, endpoint_names, has_records, is_internet_facing,
            load_balancer_named,
        },
        internal_names,
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
        let is_aws = matches!(self.network.service_of(id), Some(Service::Aws { .. }));
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
    ) -> DnsStatus {
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
                let decision = format!("{} has no interface by the name {name}", found.endpoint);
                self.step(found.endpoint, decision, "1.7");
                return Some(DnsStatus::NxDomain);
            }
            return Some(self.give_addresses_of_endpoint(
                found.endpoint,
                owner.as_str(),
                &found.interfaces,
                false,
            ));
        }
        let balancer = load_balancer_named(self.network, name)?;
        if is_internet_facing(self.network, balancer) {
            let decision = format!("{name} has public addresses, which the design does not hold");
            self.step(balancer, decision, "NLB-02");
            return Some(DnsStatus::Public);
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
}
