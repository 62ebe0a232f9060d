// Every kind of paper: what it says, what it must not say, and that it says it in the same bytes.
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <thread>

#include "base/digest.hpp"
#include "paper/page.hpp"
#include "paper/qr.hpp"

namespace holdfast::paper {
namespace {

using order::Family;
using order::Paper;
using order::PaperKind;

base::Instant at(std::string_view text) {
  return *base::parse_instant(text);
}

base::Personal personal(std::string text) {
  return {base::subject_of(base::SubjectKind::case_file, 1), std::move(text)};
}

Paper paper_of(PaperKind kind, Family family) {
  Paper paper;
  paper.id = order::PaperId{3};
  paper.kind = kind;
  paper.order = order::OrderId{2};
  paper.layout = 1;
  paper.number = order::paper_number("渝反诈", kind, 2026, 3);
  paper.code = order::code_of(0x1234'5678'9ABCULL);
  paper.issued_at = at("2026-11-27T09:30:00+08:00");
  auto& facts = paper.facts;
  facts.unit = "重庆市反诈骗中心";
  facts.telephone = "023-96110";
  facts.check_url = "https://fanzha.example.cn/#/check/" + paper.code;
  facts.institution = "渝州商业银行股份有限公司";
  facts.number = personal("9900220000000000014");
  facts.holder = personal("欧阳建国");
  facts.family = family;
  facts.amount = base::Fen{5'000'000};
  facts.case_number = "C000001";
  facts.fraud_type = "冒充电商物流客服";
  facts.filing = "渝公立字〔2026〕7号";
  facts.document = "渝公冻字〔2026〕12号";
  facts.reason = "流水证明为涉案资金";
  facts.article = "刑事诉讼法 第一百四十四条；公安机关办理刑事案件程序规定 第二百三十九条";
  facts.notice = "持有人可凭身份证件向开户机构查询冻结机关与联系电话";
  facts.appeal = "对冻结有异议的，可向作出决定的公安机关申诉或者控告，三十日内答复";
  facts.from = at("2026-11-27T09:28:00+08:00");
  facts.until = at("2027-05-27T09:28:00+08:00");
  facts.term_hours = 48;
  facts.term_months = 6;
  facts.about = "渝反诈冻财字〔2026〕1号";
  facts.since = at("2026-05-27T09:28:00+08:00");
  facts.officers = {"张伟", "李娜"};
  facts.approved_by = "赵局长";
  facts.approved_at = at("2026-11-27T09:20:00+08:00");
  if (kind == PaperKind::evidence_notice) {
    facts.asked = {"监控录像：解放碑支行2号机", "该录像将于2026-12-27 09:00:00被覆盖，请先行封存"};
  }
  if (kind == PaperKind::return_notice) {
    facts.to_institution = "嘉陵银行";
    facts.to_number = personal("9900110000000000017");
    facts.to_holder = personal("王芳");
    facts.term_hours = 72;
  }
  if (order::is_restriction(family) || order::is_restoration(family)) {
    facts.mark = personal("17000000001");
    facts.number = {};
    facts.holder = {};
  }
  if (order::is_of_case(kind)) {
    paper.order = {};
    facts.narrative = personal("加群做任务，垫付后不返");
    facts.about = "渝反诈受案字〔2026〕1号";
  }
  if (kind == PaperKind::acceptance_form || kind == PaperKind::transfer_notice) {
    facts.asked = {"O000001 紧急止付：渝州商业银行，¥ 50,000.00，至2026-11-29 09:28:00"};
  }
  if (kind == PaperKind::stop_application || kind == PaperKind::acceptance_form) {
    facts.applicant = order::Applicant{personal("王芳"),
                                       personal("13800000000"),
                                       personal("500101199001011234"),
                                       personal("9900110000000000017"),
                                       "嘉陵银行",
                                       base::Fen{5'000'000},
                                       at("2026-11-27T09:10:00+08:00"),
                                       "S20261127000123"};
  }
  return paper;
}

const std::vector<std::pair<PaperKind, Family>> all{
    {PaperKind::stop_application, Family::stop},
    {PaperKind::query_notice, Family::subject_query},
    {PaperKind::query_notice, Family::transaction_query},
    {PaperKind::freeze_notice, Family::freeze},
    {PaperKind::renewal_notice, Family::freeze_renewal},
    {PaperKind::release_notice, Family::freeze_release},
    {PaperKind::release_notice, Family::stop_release},
    {PaperKind::holder_notice, Family::stop},
    {PaperKind::holder_notice, Family::freeze},
    {PaperKind::evidence_notice, Family::evidence_request},
    {PaperKind::return_notice, Family::fund_return},
    {PaperKind::holder_notice, Family::protective_stop},
    {PaperKind::release_notice, Family::protective_release},
    {PaperKind::restriction_notice, Family::number_suspension},
    {PaperKind::restriction_notice, Family::url_block},
    {PaperKind::restriction_notice, Family::profile_suspension},
    {PaperKind::release_notice, Family::number_restoration},
    {PaperKind::release_notice, Family::url_unblock},
    {PaperKind::release_notice, Family::profile_restoration},
    {PaperKind::holder_notice, Family::number_suspension},
    {PaperKind::holder_notice, Family::url_block},
    {PaperKind::holder_notice, Family::profile_suspension},
    {PaperKind::acceptance_form, Family::stop},
    {PaperKind::acceptance_receipt, Family::stop},
    {PaperKind::refusal_notice, Family::stop},
    {PaperKind::transfer_notice, Family::stop},
};

/// Pictures are looked at by people: HOLDFAST_PAPERS names a folder for them.
void keep_for_people(const std::string& name, const std::string& bytes) {
  if (const auto* folder = std::getenv("HOLDFAST_PAPERS")) {
    std::ofstream{std::string{folder} + "/" + name + ".pdf", std::ios::binary} << bytes;
  }
}

TEST(PaperBytes, AreTheSameOnEveryRunThreadAndInEveryZone) {
  for (const auto& [kind, family] : all) {
    const auto paper = paper_of(kind, family);
    const auto first = pdf_of(paper);
    ASSERT_TRUE(first.ok()) << first.error().message;
    EXPECT_TRUE(first->starts_with("%PDF-1.5"));
    std::string second;
    std::thread{[&] {
      setenv("TZ", "America/New_York", 1);
      second = pdf_of(paper).value();
      unsetenv("TZ");
    }}.join();
    EXPECT_TRUE(*first == second) << boost::describe::enum_to_string(kind, "");
    EXPECT_NE(first->find("20261127093000"), std::string::npos) << "the date is the paper's own";
    auto other = paper;
    other.facts.reason += "等";
    other.facts.article += "等";
    EXPECT_FALSE(*first == pdf_of(other).value());
    keep_for_people(std::string{boost::describe::enum_to_string(kind, "")} + "-" +
                        boost::describe::enum_to_string(family, ""),
                    *first);
  }
}

TEST(PaperText, OfACaseSaysWhoReportedWhatWasDecidedAndWhatMayBeAskedFor) {
  const auto text = [](PaperKind kind) {
    return text_of(compose(paper_of(kind, Family::stop)).value());
  };
  const auto has = [](const std::string& told, std::string_view part) {
    return told.find(part) != std::string::npos;
  };
  const auto form = text(PaperKind::acceptance_form);
  EXPECT_TRUE(has(form, "受案登记表") && has(form, "王芳") && has(form, "垫付后不返")) << form;
  const auto receipt = text(PaperKind::acceptance_receipt);
  EXPECT_TRUE(has(receipt, "欧阳建国：") && has(receipt, "渝反诈受案字〔2026〕1号") &&
              has(receipt, "立案审查期限至2027-05-27"))
      << receipt;
  EXPECT_FALSE(has(receipt, "垫付") || has(receipt, "500101")) << "what was told stays in the form";
  const auto refusal = text(PaperKind::refusal_notice);
  EXPECT_TRUE(has(refusal, "决定不予立案") && has(refusal, "三十日内答复")) << refusal;
  EXPECT_FALSE(has(refusal, "李娜")) << "the reporter is told by the authority";
  const auto transfer = text(PaperKind::transfer_notice);
  EXPECT_TRUE(has(transfer, "渝州商业银行股份有限公司：") && has(transfer, "O000001 紧急止付") &&
              has(transfer, "□ 已受理"))
      << transfer;
  EXPECT_FALSE(has(transfer, "账号\t")) << "its receipt names the case";
}

TEST(PaperText, OfTheRarerFamiliesSaysWhatIsAskedAndWhereTheMoneyGoes) {
  const auto text = [](PaperKind kind, Family family) {
    return text_of(compose(paper_of(kind, family)).value());
  };
  const auto says = [](const std::string& told, std::initializer_list<const char*> parts) {
    for (const auto* part : parts) {
      EXPECT_NE(told.find(part), std::string::npos) << part << " in " << told;
    }
  };
  says(text(PaperKind::evidence_notice, Family::evidence_request),
       {"调取证据通知书", "解放碑支行2号机", "被覆盖", "SHA-256", "48小时内"});
  says(text(PaperKind::return_notice, Family::fund_return),
       {"协助返还通知书", "9900 1100 0000 0000 017", "王芳", "伍万元整", "3个工作日"});
  says(text(PaperKind::restriction_notice, Family::number_suspension),
       {"协助关停涉诈号码通知书", "17000000001"});
  const auto copy = text(PaperKind::holder_notice, Family::number_suspension);
  EXPECT_EQ(copy.find("17000000001"), std::string::npos) << "a copy shows the mask";
  says(copy, {"使用人：", "申诉"});
  says(text(PaperKind::holder_notice, Family::protective_stop), {"经你同意", "保护性止付告知书"});
}

TEST(PaperText, OfADrillSaysSo) {
  auto paper = paper_of(PaperKind::freeze_notice, Family::freeze);
  paper.facts.drill = true;
  const auto sheet = compose(paper).value();
  EXPECT_TRUE(sheet.title.starts_with("【演练】"));
  EXPECT_NE(text_of(sheet).find("【演练】协助冻结财产通知书"), std::string::npos);
}

TEST(PaperText, NamesArticleTermAndAmountInCapitals) {
  const auto text = text_of(compose(paper_of(PaperKind::freeze_notice, Family::freeze)).value());
  for (const auto* part :
       {"渝州商业银行股份有限公司：", "协助冻结财产通知书", "渝反诈冻财字〔2026〕3号",
        "人民币伍万元整（¥ 50,000.00）", "9900 2200 0000 0000 014", "欧阳建国", "第一百四十四条",
        "自 2026-11-27 09:28 起至 2027-05-27 09:28 止", "张伟、李娜", "赵局长", "2026年11月27日",
        "协助冻结财产通知书（回执）", "□ 轮候冻结", "渝公冻字〔2026〕12号"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
}

TEST(PaperText, CitesLawsInQuotesAndDocumentsByNumber) {
  auto paper = paper_of(PaperKind::query_notice, Family::subject_query);
  paper.facts.article = "反电信网络诈骗法 第二十条；银发〔2016〕86号";
  const auto text = text_of(compose(paper).value());
  EXPECT_NE(text.find("根据《反电信网络诈骗法》第二十条、银发〔2016〕86号之规定"),
            std::string::npos)
      << text;
}

TEST(PaperText, TheHolderLearnsReasonArticleTermAndAppealAndNothingOfOthers) {
  auto paper = paper_of(PaperKind::holder_notice, Family::freeze);
  paper.facts.reason = "被害人王芳 13800000000 的钱转入";
  const auto text = text_of(compose(paper).value());
  for (const auto* part :
       {"账户冻结告知书", "欧阳建国：", "9900 **** **** 0014", "涉嫌系电信网络诈骗所得",
        "第一百四十四条", "2027-05-27 09:28", "三十日内答复", "023-96110"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
  for (const auto* secret : {"王芳", "13800000000", "9900220000000000014", "0000 0000 014", "张伟",
                             "赵局长", "渝公立字", "C000001"}) {
    EXPECT_EQ(text.find(secret), std::string::npos) << secret << "\n" << text;
  }
}

TEST(PaperText, AnApplicationNamesWhoAskedAndWhichPayment) {
  const auto text = text_of(compose(paper_of(PaperKind::stop_application, Family::stop)).value());
  for (const auto* part : {"王芳", "500101199001011234", "9900 1100 0000 0000 017", "嘉陵银行",
                           "S20261127000123", "2026-11-27 09:10", "48小时", "虚构事实"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  }
}

TEST(PaperText, LongNamesWrapAndNothingIsLost) {
  auto paper = paper_of(PaperKind::freeze_notice, Family::freeze);
  std::string name;
  for (int i = 0; i < 60; ++i) {
    name += "重庆渝州嘉陵";
  }
  paper.facts.holder.text = name;
  paper.facts.why_whole = name;
  const auto bytes = pdf_of(paper);
  ASSERT_TRUE(bytes.ok());
  keep_for_people("long", *bytes);
  EXPECT_NE(text_of(compose(paper).value()).find(name), std::string::npos);
}

TEST(PaperText, ALayoutThatIsNotKnownAndErasedTextsAreRefused) {
  auto paper = paper_of(PaperKind::freeze_notice, Family::freeze);
  paper.layout = 2;
  EXPECT_EQ(pdf_of(paper).error().code, base::ErrorCode::conflict);
  paper.layout = 1;
  paper.facts.holder.text = base::erased_text;
  EXPECT_EQ(pdf_of(paper).error().code, base::ErrorCode::conflict);
}

TEST(PaperText, LayoutOneIsAsItWasWhenItWasFirstUsed) {
  const auto rarer =
      std::ranges::find(all, PaperKind::evidence_notice, &std::pair<PaperKind, Family>::first);
  const auto text_over = [](auto from, auto until) {
    std::string text;
    for (; from != until; ++from) {
      text += text_of(compose(paper_of(from->first, from->second)).value());
    }
    return text;
  };
  const auto kept = [](const std::string& text, const char* digest) {
    EXPECT_EQ(base::to_hex(base::sha256(text)), digest)
        << "a new wording is a new layout: papers of this one are out there\n"
        << text;
  };
  kept(text_over(all.begin(), rarer),
       "4b9a757706614b72c59b48ee3db07f9b63f04e3b2ff6bafe47f1f319bb8ac1bf");
  const auto of_case =
      std::ranges::find(all, PaperKind::acceptance_form, &std::pair<PaperKind, Family>::first);
  kept(text_over(rarer, of_case),
       "50e986da80145cf2ab3130a1249e1e2335a96e00cbc03baac6d79c09e10fdcc3");
  kept(text_over(of_case, all.end()),
       "2c402713e013d6c7d9ae84d6d69b1cc7969aa861915d6cd997411707fab8eb25");
}

TEST(Qr, HoldsTheAddressAndRefusesWhatIsTooLong) {
  const auto squares = qr_of("https://fanzha.example.cn/#/check/7K3M0PQRSTVW");
  ASSERT_TRUE(squares.ok());
  EXPECT_GE(squares->side, 21);
  // The finder patterns stand in three corners.
  const int last = squares->side - 1;
  EXPECT_TRUE(squares->is_dark(0, 0) && squares->is_dark(last, 0) && squares->is_dark(0, last));
  EXPECT_EQ(qr_of(std::string(5000, 'x')).error().code, base::ErrorCode::too_large);
}

}  // namespace
}  // namespace holdfast::paper
