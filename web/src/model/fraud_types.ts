// The types of fraud by the names that the ministry publishes, and what is none of them.
export const other_fraud = '其他'
export const fraud_types: readonly string[] = [
  '刷单返利',
  '虚假网络投资理财',
  '虚假购物服务',
  '冒充电商物流客服',
  '虚假贷款',
  '虚假征信',
  '冒充领导熟人',
  '冒充公检法及政府机关',
  '网络婚恋交友',
  '网络游戏产品虚假交易',
  '冒充军警购物',
  '机票退改签',
  other_fraud,
]
