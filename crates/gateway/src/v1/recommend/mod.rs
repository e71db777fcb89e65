//! Catalogues for partners: what there is, what people did, what to show them.

pub mod ask;
pub mod catalogs;
pub mod customers;
pub mod explain;
pub mod feedback;
pub mod import;
pub mod items;
pub mod latest;
pub mod learning;
pub mod popular;
pub mod remove;
