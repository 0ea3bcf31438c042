//! Arithmetic on the addresses of a subnet.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

/// Whether AWS keeps an address of a subnet for itself: the first four and the last (VPC-10).
pub fn is_reserved(subnet: Ipv4Net, address: Ipv4Addr) -> bool {
    let first = u32::from(subnet.network());
    let last = u32::from(subnet.broadcast());
    let address = u32::from(address);
    (first..=first.saturating_add(3)).contains(&address) || address == last
}

/// Whether something may stand at an address of a subnet (IE-05).
pub fn is_usable(subnet: Ipv4Net, address: Ipv4Addr) -> bool {
    subnet.contains(&address) && !is_reserved(subnet, address)
}

/// The first usable address of a subnet that is not taken.
pub fn first_free(subnet: Ipv4Net, taken: &dyn Fn(Ipv4Addr) -> bool) -> Option<Ipv4Addr> {
    let first = u32::from(subnet.network()).checked_add(4)?;
    (first..u32::from(subnet.broadcast()))
        .map(Ipv4Addr::from)
        .find(|address| !taken(*address))
}

/// The first block of a prefix length inside a range that overlaps none of those taken.
pub fn first_free_block(range: Ipv4Net, prefix_length: u8, taken: &[Ipv4Net]) -> Option<Ipv4Net> {
    range
        .subnets(prefix_length)
        .ok()?
        .find(|block| !taken.iter().any(|other| overlap(*block, *other)))
}

/// Whether two ranges share an address.
pub fn overlap(left: Ipv4Net, right: Ipv4Net) -> bool {
    left.contains(&right.network()) || right.contains(&left.network())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_addresses_of_a_subnet_are_reserved() {
        let subnet: Ipv4Net = "10.0.0.0/28".parse().unwrap();
        let usable = subnet
            .hosts()
            .chain([subnet.network(), subnet.broadcast()])
            .filter(|address| is_usable(subnet, *address));
        assert_eq!(usable.count(), 11);
    }

    #[test]
    fn free_addresses_end_before_the_last() {
        let subnet: Ipv4Net = "10.0.0.0/28".parse().unwrap();
        assert_eq!(
            first_free(subnet, &|_| false),
            Some("10.0.0.4".parse().unwrap())
        );
        assert_eq!(
            first_free(subnet, &|address| address != Ipv4Addr::new(10, 0, 0, 14)),
            Some("10.0.0.14".parse().unwrap())
        );
        assert_eq!(first_free(subnet, &|_| true), None);
    }

    #[test]
    fn free_blocks_avoid_what_is_taken() {
        let range: Ipv4Net = "10.0.0.0/16".parse().unwrap();
        let taken = [
            "10.0.0.0/24".parse().unwrap(),
            "10.0.1.128/25".parse().unwrap(),
        ];
        assert_eq!(
            first_free_block(range, 24, &taken),
            Some("10.0.2.0/24".parse().unwrap())
        );
        assert_eq!(
            first_free_block(range, 24, &["10.0.0.0/8".parse().unwrap()]),
            None
        );
    }
}
