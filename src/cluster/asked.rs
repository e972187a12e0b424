//! From a request to the query that finds exactly its articles.

use std::collections::BTreeSet;
use std::ops::ControlFlow;

use serde_json::{Value, json};

use super::archive::ClusterArchive;
use super::clauses::{Exactness, clause};
use super::document::Book;
use super::fetched::{Walk, Wanted, of_article};
use super::ranked::Ranker;
use crate::model::ArticleId;
use crate::plan::Request;
use crate::plan::compile::compiler::{Compiled, compile};
use crate::plan::compile::query_plan::{Filter, Plan};
use crate::{Error, ErrorKind, Result};

/// A question that only texts can answer is answered by at most so many.
const MAX_READ: usize = 20_000;

/// A plan, and the query that finds exactly its articles.
pub(super) struct Asked {
    pub(super) plan: Plan,
    pub(super) query: Value,
}

impl ClusterArchive {
    /// The query of a request made ready for this archive, narrowed to what the request leaves of it.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Unknown`] where it asks for what does not exist; else when the cluster does not answer.
    pub(super) fn compiled(&self, request: &Request) -> Result<Compiled> {
        let mut compiled = compile(self, &request.query, request.names)?;
        let only = request.only.clone().map(Filter::Ids);
        let within = request.within.clone().map(Filter::Below);
        for filter in only.into_iter().chain(within) {
            compiled.plan = Plan::And(vec![compiled.plan, Plan::Filter(filter)]);
        }
        if let Some(id) = request.without_copies_of {
            self.leave_out_copies(id, &mut compiled)?;
        }
        self.checked(compiled)
    }

    /// Takes the other copies of an article out of what is searched, and says so.
    fn leave_out_copies(&self, id: ArticleId, compiled: &mut Compiled) -> Result<()> {
        let Some(story) = self.story_of(id)? else { return Ok(()) };
        let carrying = json!({ "term": { Book::Story.name(): story } });
        let mut copies: BTreeSet<ArticleId> = BTreeSet::new();
        self.fetch(Walk::all(&carrying, Wanted::Columns(&[], &[])), &mut |fetched| {
            copies.extend(fetched.id());
            Ok(ControlFlow::Continue(()))
        })?;
        let left_out = match copies.len() {
            0 | 1 => return Ok(()),
            2 => "a copy of it is".to_owned(),
            several => format!("{} copies of it are", several - 1),
        };
        let plan = std::mem::replace(&mut compiled.plan, Plan::All);
        let ids = Plan::Filter(Filter::Ids(copies.into_iter().collect()));
        compiled.plan = Plan::And(vec![plan, Plan::Not(Box::new(ids))]);
        compiled.warnings.push(format!("{left_out} left out; `show` lists them, --copies all finds them too"));
        Ok(())
    }

    /// The story of an article, as at home that of its first capture; none where there is no such article.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer.
    pub(super) fn story_of(&self, id: ArticleId) -> Result<Option<String>> {
        let query = of_article(id);
        let mut story = None;
        let walk = Walk { limit: 1, ..Walk::all(&query, Wanted::Columns(&[Book::Story], &[])) };
        self.fetch(walk, &mut |fetched| {
            story = Some(fetched.story);
            Ok(ControlFlow::Break(()))
        })?;
        Ok(story)
    }

    /// A plan with the query that finds exactly its articles.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Limit`] where only the texts of too many articles could tell; else when the cluster does not answer whole.
    pub(super) fn asked(&self, plan: Plan) -> Result<Asked> {
        let clause = clause(&plan, self)?;
        if clause.exactness == Exactness::Exact {
            return Ok(Asked { plan, query: clause.query });
        }
        // Only the texts can tell.
        let count = self.count(&clause.query)? as usize;
        if count > MAX_READ {
            let what = format!(
                "only their texts can tell which of {count} articles match; ask for fewer of them, say by a date or a country"
            );
            return Err(Error::new(ErrorKind::Limit { limit: "20,000 texts", what }));
        }
        let mut matching: Vec<String> = Vec::new();
        let ranker = Ranker::new(self, &plan);
        self.fetch(Walk::all(&clause.query, Wanted::Entries), &mut |fetched| {
            if ranker.score(&fetched).is_some() {
                matching.push(fetched.order);
            }
            Ok(ControlFlow::Continue(()))
        })?;
        let order = Book::Order.name();
        let found = json!({ "bool": { "filter": [{ "terms": { order: matching } }], "should": [clause.query] } });
        Ok(Asked { plan, query: found })
    }

    /// How many articles a query finds.
    ///
    /// # Errors
    ///
    /// When the cluster does not answer whole.
    pub(super) fn count(&self, query: &Value) -> Result<u64> {
        let query = json!({ "bool": { "filter": [query] } });
        let answer = self.search(&json!({ "size": 0, "track_total_hits": true, "query": query }))?;
        Ok(answer["hits"]["total"]["value"].as_u64().unwrap_or_default())
    }
}
