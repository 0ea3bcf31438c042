//! Every interface of the design, by its owner and by its addresses.
//!
//! Where several claim one address of a VPC, the first by id is who answers, whoever came first; the others are kept and take
//! over when it goes.

use std::{collections::hash_map::Entry, net::IpAddr};

use rustc_hash::{FxBuildHasher, FxHashMap};
use vpcanvas_model::ResourceId;

use crate::Interface;

/// Where public addresses are looked up, in the place of a VPC.
pub(crate) const INTERNET: &str = "internet";

/// The interfaces of a design.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Interfaces {
    of: FxHashMap<ResourceId, Vec<Interface>>,
    at: FxHashMap<ResourceId, FxHashMap<IpAddr, Holders>>,
}

/// An interface by its owner and its place among the owner's interfaces.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Holder {
    owner: ResourceId,
    place: usize,
}

/// Who claims an address: the one who answers, then the others in order.
#[derive(Clone, Debug, PartialEq)]
struct Holders {
    first: Holder,
    others: Vec<Holder>,
}

impl Interfaces {
    /// The interfaces of an owner.
    pub(crate) fn of(&self, owner: &ResourceId) -> &[Interface] {
        self.of.get(owner).map(Vec::as_slice).unwrap_or_default()
    }

    /// Who answers at an address of a VPC.
    pub(crate) fn at(&self, vpc: &str, address: IpAddr) -> Option<&Interface> {
        let holder = &self.at.get(vpc)?.get(&address)?.first;
        self.of(&holder.owner).get(holder.place)
    }

    /// Nothing yet, with room for so many owners and VPCs.
    pub(crate) fn for_size(owners: usize, vpcs: usize) -> Self {
        Self {
            of: FxHashMap::with_capacity_and_hasher(owners, FxBuildHasher),
            at: FxHashMap::with_capacity_and_hasher(vpcs, FxBuildHasher),
        }
    }

    /// Adds the interfaces of an owner that has none yet.
    pub(crate) fn add(&mut self, owner: &ResourceId, interfaces: Vec<Interface>) {
        for (place, interface) in interfaces.iter().enumerate() {
            self.enter(place, interface);
        }
        if !interfaces.is_empty() {
            self.of.insert(owner.clone(), interfaces);
        }
    }

    /// Puts interfaces in the place of those an owner had, and returns those.
    pub(crate) fn set(&mut self, owner: &ResourceId, interfaces: Vec<Interface>) -> Vec<Interface> {
        let before = self.of.remove(owner).unwrap_or_default();
        for (place, interface) in before.iter().enumerate() {
            self.strike_out(place, interface);
        }
        self.add(owner, interfaces);
        before
    }

    fn enter(&mut self, place: usize, interface: &Interface) {
        for (where_to, address) in places(interface) {
            let of_vpc = self.at.entry(where_to).or_default();
            let owner = interface.owner.clone();
            let holder = Holder { owner, place };
            match of_vpc.entry(address) {
                Entry::Occupied(mut holders) => holders.get_mut().add(holder),
                Entry::Vacant(free) => {
                    free.insert(Holders {
                        first: holder,
                        others: Vec::new(),
                    });
                }
            }
        }
    }

    fn strike_out(&mut self, place: usize, interface: &Interface) {
        for (where_to, address) in places(interface) {
            let Some(of_vpc) = self.at.get_mut(&where_to) else {
                continue;
            };
            let owner = interface.owner.clone();
            let holder = Holder { owner, place };
            let is_free = of_vpc
                .get_mut(&address)
                .is_some_and(|holders| !holders.remove(&holder));
            if is_free {
                of_vpc.remove(&address);
            }
            if of_vpc.is_empty() {
                self.at.remove(&where_to);
            }
        }
    }
}

/// Where an interface is found, and by which address: in its VPC by its own, in the internet by its public ones and those
/// of IPv6.
pub(crate) fn places(interface: &Interface) -> impl Iterator<Item = (ResourceId, IpAddr)> + '_ {
    let own = interface.addresses.iter().copied();
    let ipv6 = own.clone().filter(IpAddr::is_ipv6);
    let public = interface.public_addresses.iter();
    let outside = ipv6.chain(public.map(|(_, address)| IpAddr::V4(*address)));
    own.map(|address| (interface.vpc.clone(), address))
        .chain(outside.map(|address| (ResourceId::from(INTERNET), address)))
}

impl Holders {
    fn add(&mut self, holder: Holder) {
        if holder == self.first {
            return;
        }
        let later = if holder < self.first {
            std::mem::replace(&mut self.first, holder)
        } else {
            holder
        };
        if let Err(place) = self.others.binary_search(&later) {
            self.others.insert(place, later);
        }
    }

    /// Strikes one out; returns whether anybody is left.
    fn remove(&mut self, holder: &Holder) -> bool {
        if *holder != self.first {
            if let Ok(place) = self.others.binary_search(holder) {
                self.others.remove(place);
            }
            return true;
        }
        if self.others.is_empty() {
            return false;
        }
        self.first = self.others.remove(0);
        true
    }
}
