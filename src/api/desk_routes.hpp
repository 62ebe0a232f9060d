// The handlers of series and of the work around a case (internal to api; routes.hpp has the
// others).
#pragma once

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

}  // namespace holdfast::api
