//! Boosted trees (Friedman, Annals of Statistics 2001) over what is known of a spelling. All numbers are whole: the same
//! sum comes out everywhere, in any order.

use std::sync::LazyLock;

use super::evidence::{COUNT, Row};

/// The learnt trees, read once.
static TREES: LazyLock<Trees> = LazyLock::new(|| Trees::read(include_str!("trees.tsv")));

/// The log-odds, in thousandths, that a spelling of which this is known is of the same name.
pub(super) fn log_odds(row: &Row) -> i32 {
    TREES.log_odds(row)
}

struct Trees {
    /// All trees, one behind the other.
    nodes: Vec<Node>,
    /// Where each begins.
    roots: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    /// Where the number of the row is at most `most` it goes on at the next node, else at `above`.
    Split { number: usize, most: i32, above: usize },
    /// What the tree adds.
    Leaf(i32),
}

impl Trees {
    /// Reads lines of nodes, the parent first and what lies below before what lies above: `number<=most>above`, where
    /// `above` counts nodes from the start of the tree, or what a leaf adds.
    fn read(table: &str) -> Trees {
        let mut trees = Trees { nodes: Vec::new(), roots: Vec::new() };
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let root = trees.nodes.len();
            let nodes: Vec<Node> = line.split(' ').filter_map(|node| Node::read(node, root)).collect();
            let end = root + nodes.len();
            let goes_on = |(place, node): (usize, &Node)| match node {
                Node::Split { number, above, .. } => {
                    *number < COUNT && place + 1 < end && (place + 1..end).contains(above)
                }
                Node::Leaf(_) => true,
            };
            if !nodes.is_empty() && (root..).zip(&nodes).all(goes_on) {
                trees.roots.push(root);
                trees.nodes.extend(nodes);
            }
        }
        trees
    }

    fn log_odds(&self, row: &Row) -> i32 {
        let of_tree = |root: &usize| {
            let mut at = *root;
            loop {
                match self.nodes[at] {
                    Node::Split { number, most, above } => at = if row[number] <= most { at + 1 } else { above },
                    Node::Leaf(adds) => return adds,
                }
            }
        };
        self.roots.iter().map(of_tree).sum()
    }
}

impl Node {
    fn read(node: &str, root: usize) -> Option<Node> {
        match node.split_once("<=") {
            None => Some(Node::Leaf(node.parse().ok()?)),
            Some((number, rest)) => {
                let (most, above) = rest.split_once('>')?;
                let above = root + above.parse::<usize>().ok()?;
                Some(Node::Split { number: number.parse().ok()?, most: most.parse().ok()?, above })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::evidence::NAMES;
    use super::*;

    #[test]
    fn every_line_of_the_table_is_a_tree_over_the_numbers_of_a_row() {
        let table = include_str!("trees.tsv");
        let lines = table.lines().filter(|line| !line.starts_with('#')).count();
        assert!(lines > 0 && TREES.roots.len() == lines);
        let named = table.lines().find_map(|line| line.strip_prefix("# Numbers: ")).unwrap();
        assert_eq!(named.split(", ").collect::<Vec<_>>(), NAMES);
    }

    #[test]
    fn trees_add_up() {
        let trees = Trees::read("# Learnt.\n0<=5>2 -300 1<=0>4 20 500\n7\n");
        let row = |first, second| {
            let mut row = [0; COUNT];
            (row[0], row[1]) = (first, second);
            row
        };
        assert_eq!([row(5, 9), row(6, 0), row(6, 1)].map(|row| trees.log_odds(&row)), [-293, 27, 507]);
    }

    #[test]
    fn what_is_no_tree_is_passed_over() {
        for line in ["0<=5>9 1 2", "99<=5>2 1 2", "0<=5>2 1", "x", "", "0<=5>0 1 2", "0<=5>1"] {
            assert_eq!(Trees::read(line).roots, [0; 0], "{line}");
        }
    }
}
