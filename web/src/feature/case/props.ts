// What every tab of the case page is given.
import type { CaseDetail, OrderPage, Task } from '@/api/types'
import type { Resource } from '@/query/resource'

export interface TabProps {
  readonly detail: CaseDetail
  readonly orders: Resource<OrderPage>
  readonly tasks: Resource<{ items: Task[] }>
}
