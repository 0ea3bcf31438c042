//! A set of DHCP options names at most four resolvers (DHCP-01).

use vpcanvas_model::Properties;
use vpcanvas_network::Network;

use super::{Finding, each, edit::edit};
use crate::Code;

const MOST: usize = 4;

pub(super) fn check(network: &Network) -> Vec<Finding> {
    each::dhcp_options(network)
        .filter(|(_, options)| options.domain_name_servers.len() > MOST)
        .map(|(id, options)| {
            let count = options.domain_name_servers.len();
            let message =
                format!("{id} names {count} resolvers, but four are the most: leave out some");
            let title = format!("Keep the first four resolvers of {id}");
            let fewer = edit(network, id, title, |properties| {
                if let Properties::DhcpOptions(options) = properties {
                    options.domain_name_servers.truncate(MOST);
                }
            });
            Finding::error(Code::CfgNameServers, id, message, "DHCP-01").mended_by(fewer)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::finding::tests::check_findings;

    fn check(servers: &str, expected: &[&str]) {
        check_findings(
            &format!(r#""dopt-1": {{"Kind": "DhcpOptions", "DomainNameServers": [{servers}]}}"#),
            expected,
        );
    }

    #[test]
    fn four_resolvers_are_the_most() {
        let four = r#""10.0.0.1", "10.0.0.2", "10.0.0.3", "10.0.0.4""#;
        check(four, &[]);
        check(
            &format!(r#"{four}, "10.0.0.5""#),
            &["error CFG_NAME_SERVERS dopt-1 DHCP-01"],
        );
    }
}
