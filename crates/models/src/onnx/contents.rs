//! What a graph's file holds: its steps and its tables of bytes, for whoever changes it.

use std::ops::Range;

use super::proto::{GRAPH_INITIALIZER, MODEL_GRAPH, TENSOR_NAME, TENSOR_RAW_DATA};
use super::splice::{Operation, fields, operations};

pub struct Contents<'a> {
    file: &'a [u8],
    pub operations: Vec<Operation>,
}

impl<'a> Contents<'a> {
    /// None when the file is no ONNX file, or one whose steps hold graphs themselves.
    pub fn read(file: &'a [u8]) -> Option<Self> {
        Some(Self { file, operations: operations(file)? })
    }

    /// The bytes of the table of this name, as the file has them; none when there is no such table.
    pub fn table(&self, name: &str) -> Option<&'a [u8]> {
        self.file.get(place(self.file, name)?)
    }
}

/// Where in the file the bytes of a table are.
pub(super) fn place(file: &[u8], name: &str) -> Option<Range<usize>> {
    for graph in fields(file).map_while(|field| field).filter(|field| field.tag == MODEL_GRAPH) {
        for entry in fields(graph.content).map_while(|field| field) {
            if entry.tag != GRAPH_INITIALIZER {
                continue;
            }
            let part = |tag| fields(entry.content).map_while(|field| field).find(|field| field.tag == tag);
            if part(TENSOR_NAME).is_some_and(|found| found.content == name.as_bytes()) {
                let bytes = part(TENSOR_RAW_DATA)?.content;
                let begin = bytes.as_ptr().addr() - file.as_ptr().addr();
                return Some(begin..begin + bytes.len());
            }
        }
    }
    None
}
