//! Turns a document into a network: references resolved, addresses indexed, problems listed.
