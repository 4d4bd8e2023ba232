"""The insights in a browser: each figure with its sentence, its table, its file and the list that it counts."""

import contextlib
import re

from playwright.sync_api import Error

from Browser.test_pages import profiles
from Browser.visitor import assert_fits, assert_heading, assert_no_barrier
from Harness.world import HELENE, NADIA


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def test_statement_31_each_figure_has_a_caption_and_a_table_whose_total_is_the_list_s(visit, site):
    other = visit()
    other.page.goto(site.public_url)
    other.sign_in(HELENE)
    visitor = visit(scripts=False)
    page = visitor.page
    page.goto(site.public_url)
    visitor.sign_in(NADIA)
    page.goto(f"{site.public_url}/suivi")
    figures = page.locator("section.insight")
    assert figures.count() == 4
    lists: dict[str, int] = {}
    for index in range(figures.count()):
        figure = figures.nth(index)
        assert figure.locator("figcaption").inner_text().strip()
        figure.locator("summary").click()
        rows = figure.locator("table tbody tr")
        assert rows.count() > 0
        total = figure.locator("tfoot td")
        if total.count():
            counted = sum(number(rows.nth(row).locator("td").inner_text()) for row in range(rows.count()))
            assert number(total.inner_text()) == counted
            lists[figure.locator(".actions a").first.get_attribute("href")] = counted
        for link in rows.locator("th a").all():
            lists[link.get_attribute("href")] = number(link.locator("xpath=ancestor::tr").locator("td").inner_text())
    assert lists
    for path, counted in lists.items():
        address, _, query = path.partition("?")
        with page.expect_download() as download:
            # The browser leaves the page where it is and takes the file.
            with contextlib.suppress(Error):
                page.goto(f"{site.public_url}{address}/export?{query}")
        lines = download.value.path().read_text(encoding="utf-8-sig").strip().splitlines()
        assert len(lines) - 1 == counted, path


@profiles
def test_the_page_of_insights(visit, site, width, scheme):
    visitor = visit(width=width, scheme=scheme)
    visitor.page.goto(site.public_url)
    visitor.sign_in(NADIA)
    visitor.page.goto(f"{site.public_url}/suivi")
    for summary in visitor.page.locator("details.data summary").all():
        summary.click()
    visitor.photograph(f"suivi-{width}-{scheme}")
    assert_heading(visitor.page)
    assert_fits(visitor.page)
    assert_no_barrier(visitor.page)
