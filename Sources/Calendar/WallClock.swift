/// A day and a time of day, as a clock on the wall shows them.
package struct WallClock: Hashable, Sendable {
    /// The day that the clock shows.
    package let day: CalendarDay
    /// 0…23
    package let hour: Int
    /// 0…59
    package let minute: Int
    /// 0…59
    package let second: Int

    /// From seconds counted on the wall since 1 January 1970, 00:00 there.
    init(wallSeconds: Int) {
        let number = wallSeconds.floorDivided(by: 86_400)
        let second = wallSeconds - number * 86_400
        day = CalendarDay(number: number)
        hour = second / 3600
        minute = second % 3600 / 60
        self.second = second % 60
    }
}
