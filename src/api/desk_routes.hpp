// The handlers of series and of the work around a case (internal to api; routes.hpp has the
// others).
#pragma once

#include <memory>

#include "api/frame.hpp"
#include "api/service.hpp"

namespace holdfast::api {

// series.cpp
Answer case_series(const Call& call);
Answer note_trait(const Call& call);
Answer link_cases(const Call& call);
Answer decline_link(const Call& call);
Answer undo_link(const Call& call);
Answer list_series(const Call& call);
// work.cpp
Answer assign_tasks(const Call& call);
Answer open_task(const Call& call);
Answer workload(const Call& call);
Answer list_comments(const Call& call);
Answer comment_on_case(const Call& call);
Answer list_filters(const Call& call);
Answer save_filter(const Call& call);
Answer drop_filter(const Call& call);
// case_files.cpp
Answer list_files(const Call& call);
Answer case_file(const Call& call);
Answer scan_file(const Call& call);
// file_statement.cpp
Answer take_statement(const Call& call);
// exhibits.cpp
Answer list_exhibits(const Call& call);
Answer ask_for_exhibit(const Call& call);
Answer exhibit_file(const Call& call);
Answer exhibit_proof(const Call& call);

/// The sink of POST /cases/{id}/files (file_upload.cpp).
[[nodiscard]] net::Route files_route(std::shared_ptr<Service> service, Roles roles);

}  // namespace holdfast::api
