//! A graph changed while its file is read: operations put between two of its own, or in the place of some.
//!
//! An ONNX file is one protobuf message, and two such messages behind each other are read as one with the fields of
//! both, so new operations need only be written behind the file. What they stand in for keeps its name, and its maker
//! in the file gets another one of the same length.

use prost::Message;
use prost::encoding::{
    DecodeContext, WireType, decode_key, decode_varint, encode_key, encode_varint, skip_field,
};

use super::channelwise::{Channelwise, DOMAIN};
use super::proto::{
    DimensionProto, FLOAT, GRAPH_NODE, GraphProto, INT64, MODEL_GRAPH, ModelProto, NodeProto,
    OperatorSetIdProto, ShapeProto, TensorProto, TensorTypeProto, TypeProto, ValueInfoProto,
};

/// What is changed in a graph.
#[derive(Clone, Debug, Default)]
pub struct Splice {
    graph: GraphProto,
    intercepted: Vec<String>,
    removed: Vec<String>,
    pub(super) own: Vec<Channelwise>,
}

/// One step of a graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    pub op_type: String,
    pub inputs: Vec<String>,
    pub output: String,
}

impl Splice {
    /// From now on the graph reads what an added operation calls `value`; the name of what it read until now comes back.
    pub fn intercept(&mut self, value: &str) -> String {
        self.intercepted.push(value.to_owned());
        hidden(value)
    }

    /// Takes out the operation that makes this value.
    pub fn remove(&mut self, value: &str) {
        self.removed.push(value.to_owned());
    }

    /// Whole numbers, as a row. Gives the name back.
    pub fn constant<'a>(&mut self, name: &'a str, numbers: &[i64]) -> &'a str {
        self.graph.initializer.push(TensorProto {
            dims: vec![numbers.len() as i64],
            data_type: INT64,
            int64_data: numbers.to_vec(),
            name: name.to_owned(),
        });
        name
    }

    /// A row of one number that the graph is given from now on. Gives the name back.
    pub fn input<'a>(&mut self, name: &'a str) -> &'a str {
        let shape = ShapeProto { dim: vec![DimensionProto { dim_value: 1 }] };
        let tensor_type = TensorTypeProto { elem_type: FLOAT, shape: Some(shape) };
        let r#type = Some(TypeProto { tensor_type: Some(tensor_type) });
        self.graph.input.push(ValueInfoProto { name: name.to_owned(), r#type });
        name
    }

    /// An operation of ONNX's own set without attributes. Gives the name of its output back.
    pub fn operation<'a>(&mut self, op_type: &str, inputs: &[&str], output: &'a str) -> &'a str {
        self.node("", op_type, inputs, output);
        output
    }

    /// An operation that ONNX does not have.
    pub fn own(&mut self, operation: Channelwise, inputs: &[&str], output: &str) {
        self.node(DOMAIN, operation.name, inputs, output);
        if !self.own.iter().any(|known| known.name == operation.name) {
            self.own.push(operation);
        }
    }

    fn node(&mut self, domain: &str, op_type: &str, inputs: &[&str], output: &str) {
        self.graph.node.push(NodeProto {
            input: inputs.iter().map(|input| (*input).to_owned()).collect(),
            output: vec![output.to_owned()],
            name: output.to_owned(),
            op_type: op_type.to_owned(),
            domain: domain.to_owned(),
        });
    }

    /// The bytes of a file with the splice in it; none when the file is not the graph it was made for.
    pub fn apply(&self, file: &[u8]) -> Option<Vec<u8>> {
        let mut spliced = if self.removed.is_empty() { file.to_vec() } else { self.thinned(file)? };
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
        let added = ModelProto { graph: Some(self.graph.clone()), opset_import };
        added.encode(&mut spliced).expect("a vector grows as far as needed");
        Some(spliced)
    }

    /// The file without the removed operations; none when one of them is not there.
    fn thinned(&self, file: &[u8]) -> Option<Vec<u8>> {
        let mut out = Vec::with_capacity(file.len());
        let mut removed = 0;
        for field in fields(file) {
            let field = field?;
            if field.tag != MODEL_GRAPH {
                out.extend_from_slice(field.whole);
                continue;
            }
            let mut graph = Vec::with_capacity(field.content.len());
            for entry in fields(field.content) {
                let entry = entry?;
                if entry.tag == GRAPH_NODE && self.removes(&NodeProto::decode(entry.content).ok()?) {
                    removed += 1;
                } else {
                    graph.extend_from_slice(entry.whole);
                }
            }
            encode_key(MODEL_GRAPH, WireType::LengthDelimited, &mut out);
            encode_varint(graph.len() as u64, &mut out);
            out.append(&mut graph);
        }
        (removed == self.removed.len()).then_some(out)
    }

    fn removes(&self, node: &NodeProto) -> bool {
        node.output.iter().any(|output| self.removed.contains(output))
    }
}

/// The steps in a file that make one value each; none when it is no ONNX file.
pub fn operations(file: &[u8]) -> Option<Vec<Operation>> {
    let mut found = Vec::new();
    for field in fields(file) {
        let field = field?;
        let entries = if field.tag == MODEL_GRAPH { field.content } else { &[] };
        for entry in fields(entries) {
            let entry = entry?;
            if entry.tag != GRAPH_NODE {
                continue;
            }
            let node = NodeProto::decode(entry.content).ok()?;
            if let [output] = &node.output[..] {
                found.push(Operation { op_type: node.op_type, inputs: node.input, output: output.clone() });
            }
        }
    }
    Some(found)
}

/// One field of a protobuf message.
struct Field<'a> {
    tag: u32,
    /// With its key and length.
    whole: &'a [u8],
    /// Empty unless it has a length.
    content: &'a [u8],
}

/// The fields of a message, the last of which is none when the message is broken.
fn fields(message: &[u8]) -> impl Iterator<Item = Option<Field<'_>>> {
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

    fn graph(nodes: &[(&str, &str, &str)]) -> Vec<u8> {
        let node = nodes.iter().map(|(op_type, input, output)| NodeProto {
            input: vec![(*input).to_owned()],
            output: vec![(*output).to_owned()],
            name: String::new(),
            op_type: (*op_type).to_owned(),
            domain: String::new(),
        });
        let graph = GraphProto { node: node.collect(), ..GraphProto::default() };
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
    fn an_operation_of_our_own_stands_for_two() {
        let mut splice = Splice::default();
        let double = Channelwise { name: "Double", apply: |_, _, _| {} };
        for value in ["half", "out"] {
            splice.remove(value);
        }
        splice.own(double, &["in", "a", "b"], "out");
        let file = graph(&[("Half", "in", "half"), ("Four", "half", "out"), ("Neg", "out", "end")]);
        let spliced = splice.apply(&file).unwrap();
        let operation = |op_type: &str, inputs: &[&str], output: &str| Operation {
            op_type: op_type.into(),
            inputs: inputs.iter().map(|input| (*input).into()).collect(),
            output: output.into(),
        };
        let expected = [operation("Neg", &["out"], "end"), operation("Double", &["in", "a", "b"], "out")];
        assert_eq!(operations(&spliced).unwrap(), expected);

        assert_eq!(splice.apply(&graph(&[("Neg", "out", "end")])), None, "there is nothing to remove");
        assert_eq!(operations(b"no graph"), None);
        assert_eq!(splice.apply(&file[..file.len() - 3]), None, "the file is cut off");
    }
}
