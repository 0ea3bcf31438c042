//! Arithmetic on CIDR blocks of both families: what is free in a range, how many addresses a block has, and which block
//! somebody means who typed something else.
//!
//! Which block belongs to whom is not known here.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

/// How many addresses of each subnet AWS keeps for itself, in either family (VPC-10).
const RESERVED: u128 = 5;

/// The prefix lengths a field takes, from the largest block to the smallest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sizes {
    /// The prefix length of the largest block.
    pub largest: u8,
    /// The prefix length of the smallest block.
    pub smallest: u8,
    /// From one length to the next.
    pub step: u8,
    /// Whether the blocks are those of IPv6.
    pub is_ipv6: bool,
}

impl Sizes {
    /// Ranges of VPCs and of subnets (VPC-01, VPC-09).
    pub const IPV4: Self = Self::new(16, 28, 1, false);
    /// IPv6 ranges of VPCs (VPC-08).
    pub const IPV6_OF_VPC: Self = Self::new(44, 60, 4, true);
    /// IPv6 ranges of subnets (VPC-08).
    pub const IPV6_OF_SUBNET: Self = Self::new(44, 64, 4, true);
    /// What rules and routes may speak of.
    pub const ANY_IPV4: Self = Self::new(0, 32, 1, false);
    /// The same of IPv6.
    pub const ANY_IPV6: Self = Self::new(0, 128, 1, true);

    const fn new(largest: u8, smallest: u8, step: u8, is_ipv6: bool) -> Self {
        Self {
            largest,
            smallest,
            step,
            is_ipv6,
        }
    }

    /// Whether a block may be so long.
    pub fn admit(self, length: u8) -> bool {
        (self.largest..=self.smallest).contains(&length)
            && (length - self.largest).is_multiple_of(self.step)
    }

    /// Every length, from the largest block to the smallest.
    pub fn lengths(self) -> impl DoubleEndedIterator<Item = u8> {
        (self.largest..=self.smallest).filter(move |length| self.admit(*length))
    }

    /// The length next to one that is asked for: the same, else a smaller block, else the smallest there is.
    pub fn nearest(self, length: u8) -> u8 {
        let mut lengths = self.lengths();
        lengths
            .find(|admitted| *admitted >= length)
            .unwrap_or(self.smallest)
    }
}

/// Whether two blocks share an address.
pub fn overlap(left: IpNet, right: IpNet) -> bool {
    left.contains(&right.network()) || right.contains(&left.network())
}

/// The largest blocks of a range that share no address with those taken, from the first to the last.
///
/// With what is taken they make up the whole range, and no two of them overlap.
pub fn free_blocks(range: IpNet, taken: &[IpNet]) -> Vec<IpNet> {
    let range = range.trunc();
    let inside = taken.iter().copied();
    let inside: Vec<IpNet> = inside.filter(|block| overlap(range, *block)).collect();
    if inside.is_empty() {
        return vec![range];
    }
    if inside.iter().any(|block| block.contains(&range)) {
        return Vec::new();
    }
    let halves = range.subnets(range.prefix_len().saturating_add(1));
    let halves = halves.into_iter().flatten();
    halves.flat_map(|half| free_blocks(half, &inside)).collect()
}

/// The free block of a length whose start is nearest to where somebody wants it; the first of several.
pub fn nearest_free(free: &[IpNet], length: u8, wanted: IpAddr) -> Option<IpNet> {
    let aligned = IpNet::new(wanted, length).ok()?.trunc();
    let candidates = free
        .iter()
        .filter(|block| block.prefix_len() <= length && block.addr().is_ipv4() == wanted.is_ipv4());
    let in_block = candidates.filter_map(|block| {
        if block.contains(&aligned) {
            return Some(aligned);
        }
        let end = if number(wanted) < number(block.network()) {
            block.network()
        } else {
            block.broadcast()
        };
        Some(IpNet::new(end, length).ok()?.trunc())
    });
    in_block.min_by_key(|block| number(block.network()).abs_diff(number(wanted)))
}

/// How many addresses a block has; that of everything in IPv6 is one less than it should be.
pub fn address_count(block: IpNet) -> u128 {
    let bits = u32::from(block.max_prefix_len().saturating_sub(block.prefix_len()));
    1_u128.checked_shl(bits).unwrap_or(u128::MAX)
}

/// How many addresses of a subnet can be given out (VPC-10).
pub fn usable_count(subnet: IpNet) -> u128 {
    address_count(subnet).saturating_sub(RESERVED)
}

/// The block somebody most likely means who typed this: host bits cut off (VPC-01), missing parts filled up, and of a size
/// the field takes. `None` where no address can be made out.
pub fn meant(text: &str, sizes: Sizes) -> Option<IpNet> {
    let (address, length) = match text.trim().split_once('/') {
        Some((address, length)) => (address, Some(length.trim())),
        None => (text.trim(), None),
    };
    let (address, natural) = if sizes.is_ipv6 {
        ipv6_meant(address)?
    } else {
        ipv4_meant(address)?
    };
    let length = match length {
        Some("") | None => natural,
        Some(length) => length.parse().ok()?,
    };
    Some(IpNet::new(address, sizes.nearest(length)).ok()?.trunc())
}

/// The address of its leading parts, and the length these parts have.
fn ipv4_meant(text: &str) -> Option<(IpAddr, u8)> {
    let parts: Vec<&str> = text.trim_end_matches('.').split('.').collect();
    let mut octets = [0_u8; 4];
    if parts.len() > octets.len() {
        return None;
    }
    for (octet, part) in octets.iter_mut().zip(&parts) {
        *octet = part.trim().parse().ok()?;
    }
    let length = u8::try_from(parts.len()).ok()?.checked_mul(8)?;
    Some((IpAddr::V4(Ipv4Addr::from(octets)), length))
}

fn ipv6_meant(text: &str) -> Option<(IpAddr, u8)> {
    if let Ok(address) = text.parse::<Ipv6Addr>() {
        let length = if text.ends_with("::") { 64 } else { 128 };
        return Some((IpAddr::V6(address), length));
    }
    let open = text.trim_end_matches(':');
    let address: Ipv6Addr = format!("{open}::").parse().ok()?;
    Some((IpAddr::V6(address), 64))
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => u128::from(u32::from(address)),
        IpAddr::V6(address) => u128::from(address),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn net(text: &str) -> IpNet {
        text.parse().unwrap()
    }

    #[track_caller]
    fn check_free(range: &str, taken: &[&str], expected: &[&str]) {
        let taken: Vec<IpNet> = taken.iter().map(|block| net(block)).collect();
        let free = free_blocks(net(range), &taken);
        let free: Vec<String> = free.iter().map(ToString::to_string).collect();
        assert_eq!(free, expected);
    }

    #[test]
    fn free_blocks_fill_what_is_left() {
        check_free("10.0.0.0/16", &[], &["10.0.0.0/16"]);
        check_free("10.0.0.0/24", &["10.0.0.0/8"], &[]);
        check_free(
            "10.0.0.0/24",
            &["10.0.0.64/26", "10.1.0.0/16"],
            &["10.0.0.0/26", "10.0.0.128/25"],
        );
        check_free("10.0.0.0/24", &["2001:db8::/56"], &["10.0.0.0/24"]);
        check_free(
            "2001:db8::/62",
            &["2001:db8:0:1::/64"],
            &["2001:db8::/64", "2001:db8:0:2::/63"],
        );
    }

    #[track_caller]
    fn check_meant(text: &str, sizes: Sizes, expected: Option<&str>) {
        let block = meant(text, sizes).map(|block| block.to_string());
        assert_eq!(block.as_deref(), expected, "{text}");
    }

    #[test]
    fn what_is_typed_is_read_kindly() {
        let subnet = Sizes::IPV4;
        check_meant("10.0.1.5/24", subnet, Some("10.0.1.0/24"));
        check_meant("10.0.1", subnet, Some("10.0.1.0/24"));
        check_meant("10.0.1.", subnet, Some("10.0.1.0/24"));
        check_meant("10.0.1.7", subnet, Some("10.0.1.0/28"));
        check_meant("10.0.0.0/8", subnet, Some("10.0.0.0/16"));
        check_meant("10.0.0.0/30", subnet, Some("10.0.0.0/28"));
        check_meant("10.0.300.0/24", subnet, None);
        check_meant("10.0.0.0/x", subnet, None);
        check_meant("subnet", subnet, None);
        check_meant("10.0.1.7", Sizes::ANY_IPV4, Some("10.0.1.7/32"));
        check_meant(
            "2001:db8:0:1::5/63",
            Sizes::IPV6_OF_SUBNET,
            Some("2001:db8:0:1::/64"),
        );
        check_meant(
            "2001:db8:0:1",
            Sizes::IPV6_OF_SUBNET,
            Some("2001:db8:0:1::/64"),
        );
        check_meant("2001:db8::", Sizes::IPV6_OF_VPC, Some("2001:db8::/60"));
    }

    #[test]
    fn blocks_are_counted() {
        assert_eq!(usable_count(net("10.0.0.0/28")), 11);
        assert_eq!(address_count(net("10.0.0.0/16")), 65_536);
        assert_eq!(address_count(net("::/0")), u128::MAX);
    }

    #[test]
    fn the_nearest_free_block_is_found() {
        let free = free_blocks(
            net("10.0.0.0/16"),
            &[net("10.0.0.0/20"), net("10.0.32.0/20")],
        );
        let nearest = |wanted: &str, length| {
            nearest_free(&free, length, wanted.parse().unwrap()).map(|block| block.to_string())
        };
        assert_eq!(nearest("10.0.1.0", 24).as_deref(), Some("10.0.16.0/24"));
        assert_eq!(nearest("10.0.33.0", 24).as_deref(), Some("10.0.31.0/24"));
        assert_eq!(nearest("10.0.20.9", 24).as_deref(), Some("10.0.20.0/24"));
        assert_eq!(nearest("10.0.1.0", 12), None);
    }

    prop_compose! {
        fn block_in(range: IpNet)(length in range.prefix_len()..=28, at in any::<u32>()) -> IpNet {
            let offset = at % (1 << (32 - range.prefix_len()));
            let IpAddr::V4(first) = range.network() else { unreachable!() };
            IpNet::new(Ipv4Addr::from(u32::from(first) + offset).into(), length).unwrap().trunc()
        }
    }

    proptest! {
        #[test]
        fn free_and_taken_make_up_the_range(taken in prop::collection::vec(block_in("10.16.0.0/20".parse().unwrap()), 0..12)) {
            let range = net("10.16.0.0/20");
            let free = free_blocks(range, &taken);
            for block in &free {
                prop_assert_eq!(*block, block.trunc(), "aligned");
                prop_assert!(range.contains(block));
                prop_assert!(!taken.iter().any(|other| overlap(*block, *other)));
            }
            for pair in free.windows(2) {
                prop_assert!(pair[0].broadcast() < pair[1].network(), "in order, and apart");
            }
            let all: Vec<IpNet> = free.iter().chain(&taken).copied().collect();
            let whole = if taken.iter().any(|block| block.prefix_len() < 20) { vec![] } else { vec![range] };
            prop_assert_eq!(IpNet::aggregate(&all), whole);
        }

        #[test]
        fn what_is_meant_fits_its_field(text in "[0-9./:a-f]{0,20}") {
            for sizes in [Sizes::IPV4, Sizes::IPV6_OF_VPC, Sizes::IPV6_OF_SUBNET, Sizes::ANY_IPV4, Sizes::ANY_IPV6] {
                if let Some(block) = meant(&text, sizes) {
                    prop_assert_eq!(block, block.trunc());
                    prop_assert!(sizes.admit(block.prefix_len()));
                }
            }
        }

        #[test]
        fn a_nearest_block_is_free(taken in prop::collection::vec(block_in("10.16.0.0/20".parse().unwrap()), 0..8), at in any::<u32>(), length in 20_u8..=28) {
            let free = free_blocks(net("10.16.0.0/20"), &taken);
            if let Some(block) = nearest_free(&free, length, Ipv4Addr::from(at).into()) {
                prop_assert_eq!(block, block.trunc());
                prop_assert!(free.iter().any(|free| free.contains(&block)));
            } else {
                prop_assert!(free.iter().all(|free| free.prefix_len() > length));
            }
        }
    }
}
