/** Books by the day they were published. */
import * as dates from "mkweb/views";
import { Book } from "../models.ts";

const published = { model: Book, dateField: "published", allowFuture: false };
const numbered = { ...published, monthFormat: "%m" };
const year = { ...published, templateName: "library/book_archive_year.html" };

export const index = dates.ArchiveIndexView.asView(published);
export const ofYear = dates.YearArchiveView.asView({ ...year, makeObjectList: true });
export const ofYearBare = dates.YearArchiveView.asView(year);
export const ofYearPaged = dates.YearArchiveView.asView({
  ...year,
  makeObjectList: true,
  paginateBy: 2,
  allowEmpty: true,
});
export const ofMonth = dates.MonthArchiveView.asView(numbered);
export const ofMonthName = dates.MonthArchiveView.asView(published);
export const ofWeek = dates.WeekArchiveView.asView({ ...published, weekFormat: "%W" });
export const ofDay = dates.DayArchiveView.asView(numbered);
export const ofToday = dates.TodayArchiveView.asView({ ...published, allowFuture: true });
export const ofDayOne = dates.DateDetailView.asView(numbered);
