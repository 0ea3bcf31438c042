//! What `0.0.0.0` and `::` stand for: every address of this machine, each with sockets of its own, so that responses come from the
//! address that was asked. Addresses the machine gets later are not among them.

use std::{io, net::SocketAddr};

/// The addresses that are served where one is to be listened on.
///
/// # Errors
/// What the system says, and that it does not tell its addresses.
pub(super) fn standing_for(address: SocketAddr) -> io::Result<Vec<SocketAddr>> {
    if !address.ip().is_unspecified() {
        return Ok(vec![address]);
    }
    let mut own = own()?;
    own.retain(|own| own.is_ipv4() == address.is_ipv4());
    own.sort_unstable();
    own.dedup();
    for own in &mut own {
        own.set_port(address.port());
    }
    Ok(own)
}

#[cfg(unix)]
fn own() -> io::Result<Vec<SocketAddr>> {
    use std::net::{SocketAddrV4, SocketAddrV6};

    let interfaces = nix::ifaddrs::getifaddrs()?;
    let addresses = interfaces.filter_map(|interface| {
        let address = interface.address?;
        let four = address.as_sockaddr_in().copied();
        let six = || address.as_sockaddr_in6().copied();
        four.map(|address| SocketAddrV4::from(address).into())
            .or_else(|| Some(SocketAddrV6::from(six()?).into()))
    });
    Ok(addresses.collect())
}

#[cfg(not(unix))]
fn own() -> io::Result<Vec<SocketAddr>> {
    Err(io::Error::new(
        io::ErrorKind::Unsupported,
        "name the addresses of this machine one by one",
    ))
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use super::standing_for;

    #[test]
    fn an_address_is_itself_and_none_is_all() {
        let one = "127.0.0.9:53".parse().unwrap();
        assert_eq!(standing_for(one).unwrap(), [one]);
        if cfg!(unix) {
            let all = standing_for("0.0.0.0:53".parse().unwrap()).unwrap();
            assert!(all.contains(&"127.0.0.1:53".parse().unwrap()), "{all:?}");
            assert!(all.iter().all(SocketAddr::is_ipv4));
        }
    }
}
