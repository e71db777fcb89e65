//! A graph changed while its file is read: operations put between two of its own, or in the place of some, and numbers
//! written over its own.
//!
//! An ONNX file is one protobuf message, and two such messages behind each other are read as one with the fields of
//! both, so new operations need only be written behind the file. What they stand in for keeps its name, and its maker
//! in the file gets another one of the same length.

use std::collections::HashSet;

use prost::Message;
use prost::encoding::{
    DecodeContext, WireType, decode_key, decode_varint, encode_key, encode_varint, skip_field,
};

use super::contents;
use super::own::{DOMAIN, Own};
use super::proto::{
    AttributeProto, DimensionProto, FLOAT, GRAPH_NODE, GRAPH_OUTPUT, GraphProto, INT64, MODEL_GRAPH,
    ModelProto, NodeProto, OperatorSetIdProto, ShapeProto, TensorProto, TensorTypeProto, TypeProto,
    ValueInfoProto,
};

/// What is changed in a graph.
#[derive(Clone, Debug, Default)]
pub struct Splice {
    graph: GraphProto,
    intercepted: Vec<String>,
    replaced: Vec<String>,
    overwritten: Vec<(String, usize, Vec<u8>)>,
    pub(super) own: Vec<Own>,
}

/// One step of a graph.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Operation {
    pub op_type: String,
    pub inputs: Vec<String>,
    pub outputs: Vec<String>,
    pub attributes: Attributes,
}

/// What an operation is told besides its inputs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributes(Vec<AttributeProto>);

impl Attributes {
    /// The whole numbers of this name; none are an empty row.
    pub fn numbers(&self, name: &str) -> &[i64] {
        self.0.iter().find(|attribute| attribute.name == name).map_or(&[], |attribute| &attribute.ints)
    }
}

impl Splice {
    /// From now on the graph reads what an added operation calls `value`; the name of what it read until now comes back.
    pub fn intercept(&mut self, value: &str) -> String {
        self.intercepted.push(value.to_owned());
        hidden(value)
    }

    /// Whole numbers, as a row. Gives the name back.
    pub fn constant<'a>(&mut self, name: &'a str, numbers: &[i64]) -> &'a str {
        self.graph.initializer.push(TensorProto {
            dims: vec![numbers.len() as i64],
            data_type: INT64,
            int64_data: numbers.to_vec(),
            name: name.to_owned(),
            ..TensorProto::default()
        });
        name
    }

    /// A row of one number that the graph is given from now on. Gives the name back.
    pub fn input<'a>(&mut self, name: &'a str) -> &'a str {
        let shape = ShapeProto { dim: vec![DimensionProto { dim_value: 1, ..DimensionProto::default() }] };
        let tensor_type = TensorTypeProto { elem_type: FLOAT, shape: Some(shape) };
        let r#type = Some(TypeProto { tensor_type: Some(tensor_type) });
        self.graph.input.push(ValueInfoProto { name: name.to_owned(), r#type });
        name
    }

    /// An operation of ONNX's own set without attributes. Gives the name of its output back.
    pub fn operation<'a>(&mut self, op_type: &str, inputs: &[&str], output: &'a str) -> &'a str {
        self.node("", op_type, inputs, &Attributes::default(), output);
        output
    }

    /// An operation that ONNX does not have, in the place of the one that makes `output`, and of those that were there
    /// for that one alone.
    pub fn replace(&mut self, own: Own, inputs: &[&str], attributes: &Attributes, output: &str) {
        self.replaced.push(output.to_owned());
        self.node(DOMAIN, own.name(), inputs, attributes, output);
        if !self.own.iter().any(|known| known.name() == own.name()) {
            self.own.push(own);
        }
    }

    /// Bytes in the place of those that a table of the file has from `begin` on.
    pub fn overwrite(&mut self, table: &str, begin: usize, bytes: Vec<u8>) {
        self.overwritten.push((table.to_owned(), begin, bytes));
    }

    fn node(&mut self, domain: &str, op_type: &str, inputs: &[&str], attributes: &Attributes, output: &str) {
        self.graph.node.push(NodeProto {
            input: inputs.iter().map(|input| (*input).to_owned()).collect(),
            output: vec![output.to_owned()],
            name: output.to_owned(),
            op_type: op_type.to_owned(),
            attribute: attributes.0.clone(),
            domain: domain.to_owned(),
        });
    }

    /// The bytes of a file with the splice in it; none when the file is not the graph it was made for.
    pub fn apply(&self, file: &[u8]) -> Option<Vec<u8>> {
        let mut spliced = if self.replaced.is_empty() { file.to_vec() } else { self.thinned(file)? };
        for (table, begin, bytes) in &self.overwritten {
            let place = contents::place(&spliced, table)?;
            let table = &mut spliced[place];
            table.get_mut(*begin..begin + bytes.len())?.copy_from_slice(bytes);
        }
        for value in &self.intercepted {
            let made = output_field(value);
            let mut places = memchr::memmem::find_iter(&spliced, &made);
            let place = places.next()?;
            if places.next().is_some() {
                return None;
            }
            spliced[place..place + made.len()].copy_from_slice(&output_field(&hidden(value)));
        }
        let own = OperatorSetIdProto { domain: DOMAIN.to_owned(), version: 1 };
        let opset_import = if self.own.is_empty() { Vec::new() } else { vec![own] };
        let added = ModelProto { graph: Some(self.graph.clone()), opset_import, ..ModelProto::default() };
        added.encode(&mut spliced).expect("a vector grows as far as needed");
        Some(spliced)
    }

    /// The file without the operations that are replaced, and without those that are of no use then; none when one of the
    /// replaced ones is not there.
    fn thinned(&self, file: &[u8]) -> Option<Vec<u8>> {
        let superfluous = self.superfluous(file)?;
        let mut out = Vec::with_capacity(file.len());
        let mut node = 0..;
        for field in fields(file) {
            let field = field?;
            if field.tag != MODEL_GRAPH {
                out.extend_from_slice(field.whole);
                continue;
            }
            let mut graph = Vec::with_capacity(field.content.len());
            for entry in fields(field.content) {
                let entry = entry?;
                if entry.tag != GRAPH_NODE || !superfluous[node.next()?] {
                    graph.extend_from_slice(entry.whole);
                }
            }
            encode_key(MODEL_GRAPH, WireType::LengthDelimited, &mut out);
            encode_varint(graph.len() as u64, &mut out);
            out.append(&mut graph);
        }
        Some(out)
    }

    /// For each operation of the file, whether the splice makes it superfluous. A file has them in the order in which
    /// they can be done, so going backwards finds all readers of a value before its maker.
    fn superfluous(&self, file: &[u8]) -> Option<Vec<bool>> {
        let operations = operations(file)?;
        let mut found = vec![false; operations.len()];
        let mut needed: HashSet<String> = outputs(file)?.into_iter().collect();
        needed.extend(self.graph.node.iter().flat_map(|node| node.input.iter().cloned()));
        needed.extend(self.intercepted.iter().cloned());
        let mut missing: HashSet<&String> = self.replaced.iter().collect();
        for (found, operation) in found.iter_mut().zip(&operations).rev() {
            let replaced = operation.outputs.iter().filter(|output| missing.remove(output)).count() > 0;
            *found = replaced || !operation.outputs.iter().any(|output| needed.contains(output));
            if !*found {
                needed.extend(operation.inputs.iter().cloned());
            }
        }
        missing.is_empty().then_some(found)
    }
}

/// The steps in a file; none when it is no ONNX file, or one whose steps hold graphs themselves.
pub fn operations(file: &[u8]) -> Option<Vec<Operation>> {
    /// The types of an attribute that is a graph, or several.
    const GRAPHS: [i32; 2] = [5, 10];
    let operation = |entry: &[u8]| {
        let node = NodeProto::decode(entry).ok()?;
        let plain = node.attribute.iter().all(|attribute| !GRAPHS.contains(&attribute.r#type));
        plain.then_some(Operation {
            op_type: node.op_type,
            inputs: node.input,
            outputs: node.output,
            attributes: Attributes(node.attribute),
        })
    };
    entries(file, GRAPH_NODE)?.into_iter().map(operation).collect()
}

/// The values that a graph gives back.
fn outputs(file: &[u8]) -> Option<Vec<String>> {
    let name = |entry: &[u8]| Some(ValueInfoProto::decode(entry).ok()?.name);
    entries(file, GRAPH_OUTPUT)?.into_iter().map(name).collect()
}

/// The parts of a file's graph that have this tag.
fn entries(file: &[u8], tag: u32) -> Option<Vec<&[u8]>> {
    let mut found = Vec::new();
    for field in fields(file) {
        let field = field?;
        let entries = if field.tag == MODEL_GRAPH { field.content } else { &[] };
        for entry in fields(entries) {
            let entry = entry?;
            if entry.tag == tag {
                found.push(entry.content);
            }
        }
    }
    Some(found)
}

/// One field of a protobuf message.
pub(super) struct Field<'a> {
    pub(super) tag: u32,
    /// With its key and length.
    whole: &'a [u8],
    /// Empty unless it has a length.
    pub(super) content: &'a [u8],
}

/// The fields of a message, the last of which is none when the message is broken.
pub(super) fn fields(message: &[u8]) -> impl Iterator<Item = Option<Field<'_>>> {
    let mut rest = message;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let field = field(&mut rest);
        if field.is_none() {
            rest = &[];
        }
        Some(field)
    })
}

fn field<'a>(rest: &mut &'a [u8]) -> Option<Field<'a>> {
    let begin = *rest;
    let (tag, wire_type) = decode_key(rest).ok()?;
    let mut content: &[u8] = &[];
    if wire_type == WireType::LengthDelimited {
        let length = usize::try_from(decode_varint(rest).ok()?).ok()?;
        (content, *rest) = rest.split_at_checked(length)?;
    } else {
        skip_field(wire_type, tag, rest, DecodeContext::default()).ok()?;
    }
    Some(Field { tag, whole: &begin[..begin.len() - rest.len()], content })
}

/// A name of the same length that no exporter gives.
fn hidden(value: &str) -> String {
    let mut name = String::from("~");
    name.extend(value.chars().skip(1));
    name
}

/// How a node's file entry names what it makes.
fn output_field(value: &str) -> Vec<u8> {
    NodeProto { output: vec![value.to_owned()], ..NodeProto::default() }.encode_to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::onnx::{Channelwise, Contents};

    fn graph(nodes: &[(&str, &str, &str)]) -> Vec<u8> {
        let node = nodes.iter().map(|(op_type, input, output)| NodeProto {
            input: vec![(*input).to_owned()],
            output: vec![(*output).to_owned()],
            name: String::new(),
            op_type: (*op_type).to_owned(),
            ..NodeProto::default()
        });
        let output = vec![ValueInfoProto { name: "end".to_owned(), r#type: None }];
        let graph = GraphProto { node: node.collect(), output, ..GraphProto::default() };
        ModelProto { graph: Some(graph), ..ModelProto::default() }.encode_to_vec()
    }

    #[test]
    fn an_operation_stands_between_two_others() {
        let mut splice = Splice::default();
        let loud = splice.intercept("loud");
        let two = splice.constant("two", &[2]);
        splice.operation("Div", &[&loud, two], "loud");

        let file = graph(&[("Exp", "in", "loud"), ("Neg", "loud", "out")]);
        let spliced = ModelProto::decode(splice.apply(&file).unwrap().as_slice()).unwrap().graph.unwrap();
        let nodes: Vec<_> = spliced
            .node
            .iter()
            .map(|n| (n.op_type.as_str(), n.input.join(" "), n.output.join(" ")))
            .collect();
        assert_eq!(
            nodes,
            [
                ("Exp", "in".into(), "~oud".into()),
                ("Neg", "loud".into(), "out".into()),
                ("Div", "~oud two".into(), "loud".to_string()),
            ]
        );
        assert_eq!(spliced.initializer[0].int64_data, [2]);

        assert_eq!(splice.apply(&graph(&[("Neg", "in", "out")])), None, "nothing makes that value");
        let twice = [("Exp", "in", "loud"), ("Neg", "in", "loud")];
        assert_eq!(splice.apply(&graph(&twice)), None, "two make that value");
    }

    #[test]
    fn bytes_of_a_table_are_written_over() {
        let table = |name: &str, bytes: &[u8]| TensorProto {
            name: name.to_owned(),
            raw_data: bytes.to_vec(),
            ..TensorProto::default()
        };
        let initializer = vec![table("other", &[1, 2]), table("table", &[1, 2, 3, 4])];
        let graph = GraphProto { initializer, ..GraphProto::default() };
        let file = ModelProto { graph: Some(graph), ..ModelProto::default() }.encode_to_vec();
        let held = |file: &[u8], name| Contents::read(file).unwrap().table(name).map(<[u8]>::to_vec);
        assert_eq!(held(&file, "table"), Some(vec![1, 2, 3, 4]));
        assert_eq!(held(&file, "tab"), None);

        let written = |table, begin, bytes: &[u8]| {
            let mut splice = Splice::default();
            splice.overwrite(table, begin, bytes.to_vec());
            splice.apply(&file)
        };
        let spliced = written("table", 1, &[8, 9]).unwrap();
        assert_eq!(held(&spliced, "table"), Some(vec![1, 8, 9, 4]));
        assert_eq!(held(&spliced, "other"), Some(vec![1, 2]));
        assert_eq!(written("table", 3, &[8, 9]), None, "the table is shorter");
        assert_eq!(written("tab", 0, &[8]), None, "there is no such table");
    }

    #[test]
    fn an_operation_of_our_own_stands_for_two() {
        let mut splice = Splice::default();
        let double = Channelwise { name: "Double", numbers: 2, apply: |_, _, _| {} };
        splice.replace(Own::Channelwise(double), &["in", "a", "b"], &Attributes::default(), "out");
        let file = graph(&[
            ("Read", "in", "other"),
            ("Half", "in", "half"),
            ("Four", "half", "out"),
            ("Neg", "out", "sum"),
            ("Neg", "other", "end"),
            ("Neg", "sum", "end"),
        ]);
        let spliced = splice.apply(&file).unwrap();
        let operation = |op_type: &str, inputs: &[&str], output: &str| Operation {
            op_type: op_type.into(),
            inputs: inputs.iter().map(|input| (*input).into()).collect(),
            outputs: vec![output.into()],
            attributes: Attributes::default(),
        };
        let expected = [
            operation("Read", &["in"], "other"),
            operation("Neg", &["out"], "sum"),
            operation("Neg", &["other"], "end"),
            operation("Neg", &["sum"], "end"),
            operation("Double", &["in", "a", "b"], "out"),
        ];
        assert_eq!(operations(&spliced).unwrap(), expected);

        assert_eq!(splice.apply(&graph(&[("Neg", "out", "end")])), None, "there is nothing to replace");
        assert_eq!(operations(b"no graph"), None);
        assert_eq!(splice.apply(&file[..file.len() - 3]), None, "the file is cut off");
    }
}
