//! The document: resources, layout, checks, its file format and its changes.
