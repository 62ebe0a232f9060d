// The handlers of statements and of the workbench (internal to api; routes.hpp has the others).
#pragma once

#include <memory>

#include "api/frame.hpp"

namespace holdfast::api {

// statement_files.cpp
/// POST /statements/files: the body is one file.
[[nodiscard]] net::Route statement_files_route(std::shared_ptr<Service> service, Roles roles);
// statements.cpp
Answer preview_statement(const Call& call);
Answer statement_preview(const Call& call);
Answer import_statement(const Call& call);
Answer list_statements(const Call& call);
Answer one_statement(const Call& call);
Answer statement_rejects(const Call& call);
Answer ask_failed_queries(const Call& call);
Answer statement_headings(const Call& call);
Answer learn_headings(const Call& call);
// workbench.cpp
Answer workbench_questions(const Call& call);
Answer workbench_answer(const Call& call);
Answer workbench_file(const Call& call);
// analyses.cpp
Answer list_analyses(const Call& call);
Answer save_analysis(const Call& call);
Answer one_analysis(const Call& call);
Answer change_analysis(const Call& call);
Answer drop_analysis(const Call& call);
Answer answer_analysis(const Call& call);

}  // namespace holdfast::api
